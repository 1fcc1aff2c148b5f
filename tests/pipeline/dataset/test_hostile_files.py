"""Files of strangers: HDF5, tars and pictures that lead elsewhere, or become more than they are, are refused."""

import io
import json
import os
import tarfile
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import h5py
import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.dataset.keys import IMAGES, PARTS, SampleKey, ViewKey
from cavendish.pipeline.dataset.png import png_array, png_bytes
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.storage import UnfitFileError, read
from cavendish.pipeline.dataset.tar import read_tar, write_tar
from cavendish.pipeline.dataset.truth import image_bytes, read_objects, read_truth, write_truth
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.camera_styles import drawn_development
from cavendish.scenes.sampling import sample_scene, with_cameras

KEY, WIDTH, HEIGHT = ViewKey(4, 0), 64, 48
MUCH = 64 << 20  # bytes that nothing here may need
GZIP = {"compression": "gzip", "compression_opts": 6, "shuffle": True}
SECRET = bytes(range(256)) * 48  # as many bytes as the depth has


@pytest.fixture(scope="module")
def frame() -> Frame:
    spec = with_cameras(sample_scene(1, 4, {"shapes": 1.0}), (WIDTH, HEIGHT), [0])
    return AnalyticRenderer().render(spec, 0)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_bytes(SECRET)
    return path


def spoilt(frame: Frame, spoil: Callable[[h5py.Group], object]) -> bytes:
    """Return a truth file in which a view was changed."""
    buffer = io.BytesIO(write_truth({KEY: frame}))
    with h5py.File(buffer, "r+") as file:
        spoil(file[str(KEY)])
    return buffer.getvalue()


def instead(name: str, **dataset: object) -> Callable[[h5py.Group], object]:
    def spoil(group: h5py.Group) -> None:
        del group[name]
        group.create_dataset(name, **dataset)

    return spoil


def attribute(name: str, value: object) -> Callable[[h5py.Group], object]:
    return lambda group: group.attrs.create(name, value)


def camera_of(**changes: object) -> Callable[[h5py.Group], object]:
    def spoil(group: h5py.Group) -> None:
        group.attrs["camera"] = json.dumps(json.loads(group.attrs["camera"]) | changes)

    return spoil


def development(**changes: object) -> Callable[[h5py.Group], object]:
    return camera_of(development=asdict(drawn_development("phone", np.random.default_rng(0))) | changes)


def light(data: np.ndarray) -> Callable[[h5py.Group], object]:
    return lambda group: group.create_dataset("light", data=data, chunks=data.shape, **GZIP)


def objects_of(**changes: object) -> Callable[[h5py.Group], object]:
    def spoil(group: h5py.Group) -> None:
        things = json.loads(group.attrs["objects"])
        group.attrs["objects"] = json.dumps([things[0] | changes, *things[1:]])

    return spoil


def person(**changes: object) -> dict[str, object]:
    """Return what the truth tells of a person with one joint, which is changed."""
    joint = {"name": "nose", "at_px": [1, 1], "visibility": 2, "at_m": [0, 0, 1]} | changes
    told = {"age_years": 30, "sex": 0, "stature_m": 1.7, "doing": "standing", "haircut": "bob"}
    return {**told, "clothes": [], "keypoints": [joint]}


def bomb(group: h5py.Group) -> None:
    """The chunk of `valid` has its size, and becomes a hundred times that of all that may be needed."""
    del group["valid"]
    dataset = group.create_dataset("valid", (HEIGHT, WIDTH), bool, chunks=(HEIGHT, WIDTH), **GZIP)
    dataset.id.write_direct_chunk((0, 0), zlib.compress(bytes(MUCH * 4), 9)[: 1 << 20])


def small_bomb(group: h5py.Group) -> None:
    """A chunk that is not larger packed than the array is unpacked."""
    del group["depth_m"]
    dataset = group.create_dataset("depth_m", (HEIGHT, WIDTH), np.float32, chunks=(HEIGHT, WIDTH), **GZIP)
    dataset.id.write_direct_chunk((0, 0), zlib.compress(bytes(HEIGHT * WIDTH * 4 * 900), 9))


def twice(group: h5py.Group) -> None:
    group.file["00000004-01"] = group


def linked(link: object) -> Callable[[h5py.Group], object]:
    def spoil(group: h5py.Group) -> None:
        del group["depth_m"]
        group["depth_m"] = link

    return spoil


def deep(levels: int) -> str:
    return "[" * levels + "]" * levels


HOSTILE: dict[str, tuple[Callable[[h5py.Group], object], str]] = {
    "a soft link": (linked(h5py.SoftLink("/00000004-00/instance")), "link"),
    "a soft link to itself": (linked(h5py.SoftLink("/00000004-00/depth_m")), "link"),
    "a link to a file": (linked(h5py.ExternalLink("/etc/hostname", "/x")), "link"),
    "a view of two names": (twice, "several names"),
    "a group for an array": (lambda group: (group.__delitem__("valid"), group.create_group("valid")), "not an array"),
    "another view's name": (lambda group: group.file.move(str(KEY), "../../x"), "name of a view"),
    "a view that is an array": (lambda group: group.file.create_dataset("00000005-00", data=[1]), "not a group"),
    "a huge shape": (instead("depth_m", shape=(1 << 20, 1 << 20), dtype="f4", chunks=(64, 64), **GZIP), "of shape"),
    "an array that was never written": (
        instead("depth_m", shape=(HEIGHT, WIDTH), dtype="f4", chunks=(HEIGHT, WIDTH), **GZIP),
        "not in one piece",
    ),
    "small chunks": (instead("depth_m", data=np.ones((HEIGHT, WIDTH), "f4"), chunks=(8, 8), **GZIP), "one piece"),
    "another type": (instead("depth_m", data=np.ones((HEIGHT, WIDTH)), chunks=(HEIGHT, WIDTH), **GZIP), "float64"),
    "another rank": (instead("depth_m", data=np.ones(9, "f4"), chunks=(9,), **GZIP), "of shape"),
    "another filter": (
        instead("depth_m", data=np.ones((HEIGHT, WIDTH), "f4"), chunks=(HEIGHT, WIDTH), compression="lzf"),
        "packed in another way",
    ),
    "no filter": (instead("depth_m", data=np.ones((HEIGHT, WIDTH), "f4")), "stored elsewhere, or as no array"),
    "a bomb": (bomb, "packed, and must be"),
    "a small bomb": (small_bomb, "does not unpack"),
    "neither true nor false": (
        lambda group: group["valid"].id.write_direct_chunk((0, 0), zlib.compress(b"\x02" * HEIGHT * WIDTH)),
        "neither true nor false",
    ),
    "a picture that is packed": (instead("image", data=np.ones(9, "u1"), chunks=(9,), **GZIP), "stored elsewhere"),
    "a picture larger than the file": (instead("image", shape=(1 << 40,), dtype="u1"), "the most that it may"),
    "a picture of another size": (
        instead("image", data=np.frombuffer(png_bytes(np.zeros((9, 9, 3), np.uint8)), "u1")),
        "9×9 pixels, not 64×48",
    ),
    "a camera of another size": (camera_of(width_px=128), r"must be float32 of shape \(48, 128\)"),
    "a camera too large": (camera_of(width_px=1 << 40, height_px=1 << 40), "sides are"),
    "a camera of no size": (camera_of(width_px=-64), "sides are"),
    "a camera that is not finite": (camera_of(cx_px=float("inf")), "must be finite"),
    "a camera that looks nowhere": (camera_of(rotation=[0, 0, 0, 0]), "rotation not 0"),
    "a development that is no number": (development(red_ev=float("nan")), "finite"),
    "a development of no style": (development(style="polaroid"), "style"),
    "a light of another size": (light(np.zeros((HEIGHT, WIDTH), np.float16)), "light is float16 of shape"),
    "a light below nothing": (light(np.full((HEIGHT, WIDTH, 3), -1, np.float16)), "not below 0"),
    "a light without end": (light(np.full((HEIGHT, WIDTH, 3), np.inf, np.float16)), "must be finite"),
    "a light that is no number": (light(np.full((HEIGHT, WIDTH, 3), np.nan, np.float16)), "must be finite"),
    "no camera": (lambda group: group.attrs.__delitem__("camera"), "damaged HDF5"),
    "many texts for one": (attribute("camera", ["{}"] * 9), "not one text"),
    "a number for a text": (attribute("camera", 7), "not one text"),
    "a text without end": (attribute("camera", "x" * (1 << 20)), "more than 16384 characters"),
    "deep JSON": (attribute("objects", deep(100_000)), "recursion"),
    "an instance of too many digits": (objects_of(instance=1 << 90), "numbers that none"),
    "an area below nothing": (objects_of(area_px=-1), "numbers that none"),
    "a share that is no number": (objects_of(visible_fraction=float("nan")), "numbers that none"),
    "letters that are no number": (
        objects_of(lettering={"letter_px": float("nan"), "box_px": [0, 0, 1, 1]}),
        "numbers that none",
    ),
    "letters outside": (objects_of(lettering={"letter_px": 9.0, "box_px": [0, 0, 1, 1 << 40]}), "numbers that none"),
    "a person of one joint": (objects_of(person=person()), "keypoints are not COCO's 17"),
    "a person of no stature": (objects_of(person={**person(), "keypoints": [], "stature_m": 0}), "no stature"),
    "hair of another colour": (objects_of(person={**person(), "hair": "mauve"}), "hair"),
    "a joint that is no number": (objects_of(person=person(at_px=[float("inf"), 0])), "numbers that none"),
    "a joint nowhere in the world": (objects_of(person=person(at_m=[0, float("nan"), 0])), "numbers that none"),
    "a joint in a fourth state": (objects_of(person=person(visibility=3)), "visibility"),
    "a state that there is not": (objects_of(words={"state": "broken"}), "state"),
}


@pytest.mark.parametrize(("spoil", "message"), HOSTILE.values(), ids=HOSTILE.keys())
def test_truth_that_is_not_ours_is_refused(frame: Frame, spoil: Callable[[h5py.Group], object], message: str) -> None:
    data = spoilt(frame, spoil)
    tracemalloc.start()
    with pytest.raises(ValueError, match=message) as caught:
        list(read_truth(data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "\n" not in str(caught.value).partition("validation error")[0]
    assert peak < MUCH


def test_no_byte_of_another_file_comes_through_external_storage(frame: Frame, secret: Path) -> None:
    outside = instead("depth_m", shape=(HEIGHT, WIDTH), dtype="f4", external=[(str(secret), 0, len(SECRET))])
    picture = instead("image", shape=(len(SECRET),), dtype="u1", external=[(str(secret), 0, len(SECRET))])
    for spoil in (outside, picture):
        with pytest.raises(ValueError, match="stored elsewhere"):
            list(read_truth(spoilt(frame, spoil)))
    with pytest.raises(ValueError, match="stored elsewhere"):
        image_bytes(spoilt(frame, picture))


def test_no_byte_of_another_file_comes_through_a_virtual_dataset(frame: Frame, tmp_path: Path) -> None:
    other = tmp_path / "other.h5"
    with h5py.File(other, "w") as file:
        file["depth_m"] = np.ones((HEIGHT, WIDTH), np.float32)
    layout = h5py.VirtualLayout((HEIGHT, WIDTH), np.float32)
    layout[:] = h5py.VirtualSource(str(other), "depth_m", (HEIGHT, WIDTH))

    def spoil(group: h5py.Group) -> None:
        del group["depth_m"]
        group.create_virtual_dataset("depth_m", layout)

    with pytest.raises(ValueError, match="stored elsewhere"):
        list(read_truth(spoilt(frame, spoil)))


def test_no_file_is_entered_by_a_link(frame: Frame, tmp_path: Path) -> None:
    other = tmp_path / "other.h5"
    other.write_bytes(write_truth({KEY: frame}))

    def spoil(group: h5py.Group) -> None:
        group.file["00000005-00"] = h5py.ExternalLink(str(other), str(KEY))

    data = spoilt(frame, spoil)
    for reader in (lambda: list(read_truth(data)), lambda: image_bytes(data), lambda: read_objects(data, [KEY])):
        with pytest.raises(ValueError, match="link"):
            reader()


def test_a_user_block_and_what_is_no_hdf5_are_refused(frame: Frame, tmp_path: Path) -> None:
    path = tmp_path / "block.h5"
    with h5py.File(path, "w", userblock_size=512) as file:
        file.create_group(str(KEY))
    with pytest.raises(ValueError, match="user block"):
        list(read_truth(path.read_bytes()))
    for data in (b"", b"no HDF5", write_truth({KEY: frame})[:900]):
        with pytest.raises(ValueError, match="damaged HDF5"):
            list(read_truth(data))


def test_objects_of_a_view_that_is_not_there_are_refused(frame: Frame) -> None:
    with pytest.raises(ValueError, match="does not hold view 00000009-00"):
        read_objects(write_truth({KEY: frame}), [ViewKey(9, 0)])


NAMES = [f"00000001-00-00-depth.{part}" for part in (IMAGES[0], *PARTS)]


def tar(names: list[str], edit: Callable[[tarfile.TarInfo], object] = lambda member: None, **options: int) -> bytes:
    """Return the tar of these members, eight bytes each; `edit` changes each header."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=options.get("format", tarfile.USTAR_FORMAT)) as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size, member.mode = 8, 0o644
            edit(member)
            archive.addfile(member, io.BytesIO(bytes(8)))
    return buffer.getvalue()


def of_type(kind: bytes) -> Callable[[tarfile.TarInfo], object]:
    def edit(member: tarfile.TarInfo) -> None:
        member.type, member.linkname = kind, "/etc/hostname"

    return edit


def named(key: str) -> list[str]:
    return [f"{key}.{part}" for part in (IMAGES[0], *PARTS)]


BAD_TARS = {
    "links": tar(NAMES, of_type(tarfile.SYMTYPE)),
    "hard links": tar(NAMES, of_type(tarfile.LNKTYPE)),
    "a device": tar(NAMES, of_type(tarfile.CHRTYPE)),
    "a pipe": tar(NAMES, of_type(tarfile.FIFOTYPE)),
    "a folder": tar(NAMES, of_type(tarfile.DIRTYPE)),
    "a sparse file": tar(NAMES, of_type(tarfile.GNUTYPE_SPARSE)),
    "a size that is not there": tar(NAMES)[:1024],
    "an absolute name": tar(named("/abs/00000001-00-00-depth")),
    "a name that leads out": tar(named("../00000001-00-00-depth")),
    "a task that leads out": tar(named("00000001-00-00-../depth")),
    "a key that is written otherwise": tar(named("1-0-0-depth")),
    "a key with other digits": tar(named("٠٠٠٠٠٠٠1-00-00-depth")),
    "a long name": tar(named("00000001-00-00-" + "a" * 120), format=tarfile.GNU_FORMAT),
    "a pax header": tar(NAMES, lambda m: setattr(m, "pax_headers", {"path": "x"}), format=tarfile.PAX_FORMAT),
    "a prefix": tar([f"{'a' * 90}/{'b' * 60}.image.png"]),
    "a user": tar(NAMES, lambda member: setattr(member, "uname", "root")),
    "the same key twice": tar(NAMES + NAMES),
    "a part too few": tar(NAMES[:3]),
    "other parts": tar([*NAMES[:3], "00000001-00-00-depth.exe"]),
    "something behind its end": tar(NAMES) + tar(NAMES),
    "a size below nothing": tar(NAMES).replace(b"00000000010\0", b"-0000000010\0"),
    "no tar": b"no tar" * 1000,
}


@pytest.mark.parametrize("data", BAD_TARS.values(), ids=BAD_TARS.keys())
def test_a_tar_that_is_not_ours_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^.+$"):
        list(read_tar(data))


@pytest.mark.parametrize(
    "text", ["", "1-0-0-depth", "00000001-00-00-", "00000001-00-00-a/b", "00000001-00-00-a b", "-0000001-00-00-depth"]
)
def test_keys_are_read_as_they_are_written(text: str) -> None:
    with pytest.raises(ValueError, match="key of a sample"):
        SampleKey.parse(text)
    assert str(SampleKey.parse("00000001-02-03-depth")) == "00000001-02-03-depth"


def png(mode: str = "RGB", size: tuple[int, int] = (4, 4), form: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, form)
    return buffer.getvalue()


def stating(data: bytes, width: int, height: int) -> bytes:
    """Return a PNG whose header states another size."""
    head = data[12:16] + width.to_bytes(4) + height.to_bytes(4) + data[24:29]
    return data[:12] + head + zlib.crc32(head).to_bytes(4) + data[33:]


BAD_PICTURES = {
    "no PNG": (b"no PNG" * 20, "begin as one"),
    "a JPEG": (png(form="JPEG"), "begin as one"),
    "nothing": (b"", "begin as one"),
    "a bomb": (stating(png(), 1 << 31, 1 << 31), "the most is 8192×8192"),
    "a size above the most": (stating(png(), 8208, 16), "the most is 8192×8192"),
    "a size that is not there": (stating(png(), 4, 8000), "damaged PNG|not 4×4"),
    "a size of nothing": (stating(png(), 0, 0), "not 4×4"),
    "two sizes": (png()[:33] + png(size=(9, 9))[8:], "damaged PNG"),
    "cut off": (png()[:43], "damaged PNG"),
    "a flipped byte": (png()[:45] + b"\xff" + png()[46:], "damaged PNG"),
}


@pytest.mark.parametrize(("data", "message"), BAD_PICTURES.values(), ids=BAD_PICTURES.keys())
def test_a_picture_that_is_not_what_is_expected_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        png_array(data, (4, 4))


def fifo(path: Path) -> None:
    os.mkfifo(path)


def linked_fifo(path: Path) -> None:
    fifo(path.with_name("pipe"))
    path.symlink_to("pipe")


SPECIAL: dict[str, Callable[[Path], None]] = {
    "a pipe": fifo,
    "a link to a pipe": linked_fifo,
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a folder": lambda path: path.mkdir(),
    "a link to itself": lambda path: path.symlink_to(path.name),
}


@pytest.mark.parametrize("make", SPECIAL.values(), ids=SPECIAL.keys())
def test_what_is_no_file_is_not_read(make: Callable[[Path], object], tmp_path: Path) -> None:
    make(tmp_path / "x.json")
    with pytest.raises(OSError, match=r"."):
        read(tmp_path, "x.json")


def test_a_linked_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"data")
    (tmp_path / "b").symlink_to("a")
    assert read(tmp_path, "b") == b"data"


def test_no_more_is_read_than_a_file_can_have(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"data")
    assert read(tmp_path, "a", 4) == b"data"
    with pytest.raises(UnfitFileError, match="more than the 3 bytes"):
        read(tmp_path, "a", 3)
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(UnfitFileError, match="more than the 67108864 bytes"):
        read(tmp_path, "a.json")


def test_the_samples_are_as_before(frame: Frame) -> None:
    samples = [Sample(f"00000001-00-0{i}-depth", dict.fromkeys((IMAGES[0], *PARTS), b"x" * i)) for i in range(3)]
    assert list(read_tar(write_tar(samples))) == samples
    imported = replace(frame, valid=np.zeros_like(frame.valid))
    ((_, back),) = read_truth(write_truth({KEY: imported}))
    assert not back.valid.any()
