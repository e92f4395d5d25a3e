"""Characters that people write in several forms, old and new; no Django."""

# Old, variant and traditional forms of names that people write both ways, as pairs: form, the form in the index.
VARIANT_PAIRS = (
    "髙高 﨑崎 嵜崎 碕崎 𠮷吉 齋斉 斎斉 齊斉 邉辺 邊辺 澤沢 濵浜 濱浜 廣広 櫻桜 國国 學学 "
    "會会 萬万 龍竜 嶋島 嶌島 槇槙 瀧滝 眞真 惠恵 藝芸 榮栄 鐵鉄 寶宝 縣県 區区 驛駅 經経 "
    "濟済 圓円 德徳 黑黒 淸清 靜静 瀨瀬 綠緑 應応 繩縄 假仮 團団 寫写 樂楽 藥薬 辯弁 辨弁 "
    "瓣弁 體体 醫医 壽寿 曾曽 豐豊 與与 餘余 冨富 劔剣 劍剣 桒桑 凜凛 舘館 龜亀 關関 埜野 "
    "淵渕 桧檜 籔藪 栁柳 兒児 來来 將将 狀状 獎奨 奬奨 實実 數数 總総 增増 聲声 專専 戰戦 "
    "發発 號号 彌弥 佛仏 拂払 變変 譽誉 勞労 鄕郷 戶戸 內内 戾戻"
)
VARIANTS = {ord(pair[0]): pair[1] for pair in VARIANT_PAIRS.split()}
