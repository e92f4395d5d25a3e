"""Pictures for samples, drawn by us."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SampleRendition:
    """A file of ours in the place of a resized picture."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class SamplePicture:
    """What components ask of a picture."""

    name: str
    description: str
    color: str
    title: str = "sample"

    def get_renditions(self, *specs: str) -> dict[str, SampleRendition]:
        return {
            spec: SampleRendition(f"/static/img/samples/{self.name}.svg", 800 * (place + 1), 600 * (place + 1))
            for place, spec in enumerate(specs)
        }


WHEEL = SamplePicture("wheel", "片手で畳める車いすの前輪", "#e8cdb8")
LATHE = SamplePicture("lathe", "旋盤に取り付けた真ちゅうの丸棒", "#c3d2e0")
GEARS = SamplePicture("gears", "大小の歯車が並ぶ板", "#c6dacd")
