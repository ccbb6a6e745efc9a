"""Device images: the model, the rendered files, and the real parsers that read them."""

from __future__ import annotations

import configparser
import shutil
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from edgewright.base.errors import EdgewrightError
from edgewright.images.check import Check, check_rendered
from edgewright.images.load import image_folder, load_named_image
from edgewright.images.render import ROOT_BYTES, VERITY_BYTES, render_image
from edgewright.images.write import write_files
from edgewright.spec.image import HARDWARE, DeviceImage

GATEWAY = Path(__file__).parents[3] / "edge_images" / "gateway"
BASE = {
    "image": "gateway",
    "hardware": "uefi-x86_64",
    "runtime": {"name": "greengrass", "version": "2.18.0"},
    "secure_boot": True,
    "verity": True,
    "disk_encryption": "tpm2",
    "slots": 2,
    "update_key": "update.gpg",
}


def image(**changes: Any) -> DeviceImage:
    return DeviceImage.model_validate({**BASE, **changes})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hardware": "raspberry-pi-5", "disk_encryption": "none"}, "secure_boot needs UEFI"),
        ({"hardware": "jetson-orin"}, "disk_encryption tpm2 needs a TPM"),
        ({"secure_boot": False}, "verity without secure_boot"),
        ({"update_key": None}, "update_key"),
        ({"slots": 3}, "less than or equal to 2"),
        ({"update_key": "../key.gpg"}, "pattern"),
        ({"packages": ["rm -rf"]}, "pattern"),
        ({"colour": "red"}, "extra"),
    ],
)
def test_what_hardware_cannot_do_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        image(**changes)


def test_an_external_tpm_can_be_declared() -> None:
    assert image(hardware="jetson-orin", external_tpm=True).has_tpm
    assert not image(hardware="jetson-orin", disk_encryption="none").has_tpm


def rendered(**changes: Any) -> dict[str, str]:
    return dict(render_image(image(**changes), GATEWAY))


def section(text: str, name: str) -> dict[str, str]:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(text)
    return dict(parser[name])


def test_the_gateway_is_signed_verified_and_sealed() -> None:
    files = rendered()
    validation = section(files["mkosi.conf"], "Validation")
    assert validation["SecureBoot"] == "yes"
    assert validation["Verity"] == "yes"
    data = section(files["mkosi.extra/usr/lib/repart.d/50-data.conf"], "Partition")
    assert data["Encrypt"] == "tpm2"
    assert "tpm2-device=auto" in files["mkosi.extra/etc/crypttab"]
    assert files["mkosi.extra/etc/fstab"].startswith("/dev/mapper/data /data ext4")


def test_both_slots_are_of_one_size() -> None:
    files = rendered()
    first = section(files["mkosi.repart/10-root.conf"], "Partition")
    second = section(files["mkosi.repart/20-root-b.conf"], "Partition")
    assert first["SizeMinBytes"] == second["SizeMinBytes"] == str(ROOT_BYTES)
    assert second["Label"] == "_empty"


def test_the_hash_tree_fits() -> None:
    """dm-verity hashes 4096-byte blocks with 32-byte digests, level by level up to one block."""
    blocks, tree = ROOT_BYTES // 4096, 0
    while blocks > 1:
        blocks = -(-blocks * 32 // 4096)
        tree += blocks * 4096
    assert tree < VERITY_BYTES


def test_without_verity_there_is_no_verity_partition() -> None:
    files = rendered(verity=False)
    assert section(files["mkosi.conf"], "Validation")["Verity"] == "no"
    assert not [name for name in files if "verity" in name]
    assert "Verity" not in files["mkosi.repart/10-root.conf"]


def test_one_slot_has_no_second_and_no_updates() -> None:
    files = rendered(slots=1, update_key=None)
    assert not [name for name in files if "-b.conf" in name or "sysupdate" in name]


def test_an_unencrypted_disk_says_so_everywhere() -> None:
    files = rendered(disk_encryption="none")
    assert "mkosi.extra/etc/crypttab" not in files
    assert "Encrypt" not in files["mkosi.extra/usr/lib/repart.d/50-data.conf"]
    assert files["mkosi.extra/etc/fstab"].startswith("PARTLABEL=edge-data ")


@pytest.mark.parametrize("hardware", [name for name in HARDWARE if name.startswith("uefi")])
def test_architecture_and_kernel_agree(hardware: str) -> None:
    text = rendered(hardware=hardware)["mkosi.conf"]
    assert f"Architecture={HARDWARE[hardware].architecture}" in text
    assert ("linux-image-arm64" in text) is (hardware == "uefi-arm64")


def test_a_template_with_an_unknown_name_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "x.conf.j2").write_text("a\n{{ image.colour }}\n")
    with pytest.raises(EdgewrightError) as caught:
        render_image(image(), tmp_path)
    assert caught.value.code == "IMG-003"
    assert "x.conf.j2" in str(caught.value.place)


def test_an_image_without_templates_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EdgewrightError) as caught:
        render_image(image(), tmp_path)
    assert caught.value.code == "IMG-008"


def outcomes(files: dict[str, str]) -> dict[tuple[str, str], Check]:
    return {(check.file, check.parser): check for check in check_rendered(files)}


def test_every_file_is_read_or_listed_as_not_read() -> None:
    files = rendered()
    checks = check_rendered(files)
    assert {check.file for check in checks} == set(files)
    assert not [check for check in checks if check.outcome == "bad"]
    for check in checks:
        assert check.outcome == "good" or check.detail, check


needs_repart = pytest.mark.skipif(
    shutil.which("systemd-repart") is None, reason="systemd-repart is not installed"
)
FIRST_BOOT = "mkosi.extra/usr/lib/repart.d/50-data.conf"


@needs_repart
def test_systemd_repart_reads_the_first_boot_partition() -> None:
    assert outcomes(rendered())[FIRST_BOOT, "systemd-repart"].outcome == "good"


@needs_repart
def test_a_value_systemd_repart_would_ignore_is_bad() -> None:
    """It only warns about `Encrypt=tpm3` and would leave the disk in the clear."""
    files = rendered()
    files[FIRST_BOOT] = files[FIRST_BOOT].replace("tpm2", "tpm3")
    check = outcomes(files)[FIRST_BOOT, "systemd-repart"]
    assert check.outcome == "bad"
    assert "tpm3" in check.detail


def test_a_parser_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    check = outcomes(rendered())["mkosi.conf", "mkosi"]
    assert (check.outcome, check.detail) == ("not checked", "mkosi is not installed")


def test_files_are_written_whole_into_a_new_folder(tmp_path: Path) -> None:
    target = tmp_path / "build" / "gateway"
    files = rendered()
    write_files(files, target)
    written = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert written == set(files)
    with pytest.raises(EdgewrightError) as caught:
        write_files(files, target)
    assert caught.value.code == "IMG-006"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EdgewrightError) as caught:
        write_files(rendered(), tmp_path / "file" / "build")
    assert caught.value.code == "IMG-007"


def test_a_shipped_image_serves_a_project_that_has_none(tmp_path: Path) -> None:
    assert load_named_image(tmp_path, "gateway").image == "gateway"
    assert render_image(image(), image_folder(tmp_path, "gateway")) == rendered()


def test_a_projects_own_image_comes_before_the_shipped_one(tmp_path: Path) -> None:
    shutil.copytree(GATEWAY, tmp_path / "gateway")
    file = tmp_path / "gateway" / "image.yaml"
    file.write_text(file.read_text().replace("slots: 2", "slots: 1"))
    assert image_folder(tmp_path, "gateway") == tmp_path / "gateway"
    assert load_named_image(tmp_path, "gateway").slots == 1


def test_an_image_nobody_has_lists_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "image.yaml").touch()
    with pytest.raises(EdgewrightError) as caught:
        load_named_image(tmp_path, "gatway")
    assert caught.value.code == "IMG-004"
    assert "Images: gateway, jetson, own, plant-box, reading-station." in caught.value.hint
    assert str(tmp_path / "gatway" / "image.yaml") in caught.value.hint
