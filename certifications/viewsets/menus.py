"""Behind which lines of the menu the desks of this floor stand; the others stand in the menu itself."""

LIFE = "register_certificates_menu_item"
LETTERS = "register_letters_menu_item"
RECORDS = "register_records_menu_item"
