"""The terminal models: what each is called, carries and can recognise a person by (PROTOCOL.md §4)."""

from __future__ import annotations

from dataclasses import dataclass

FINGERPRINT, PASSWORD, CARD, FACE, PALM = 1, 3, 4, 15, 25  # PROTOCOL.md §6.3
PASSWORD_BW = 0  # black-and-white devices follow the first specification, where 0 is the password
BADGE_TFT = 2  # and a card is 2, as on the TFT line


@dataclass(frozen=True, slots=True)
class Model:
    """One product. `verify` weighs the verify modes people use on it; `max_logs` counts records, `max_users`
    people.

    `faces` and `palms` are the template versions, `-1` where the model has no such sensor. `bits` is the
    capability field of the INFO poll.
    """

    name: str
    generation: str
    versions: tuple[str, ...]
    serial_prefix: str
    platform: str
    push_client: str
    verify: tuple[tuple[int, int], ...]
    bits: str
    fingers: int = 10
    faces: int = -1
    palms: int = -1
    max_logs: int = 100_000
    max_users: int = 2_000
    max_faces: int = 0
    vendor: str = " ZKTeco Inc. "


@dataclass(frozen=True, slots=True)
class Counts:
    """What a terminal holds, as it tells in INFO (PROTOCOL.md §4.2)."""

    users: int = 0
    fingerprints: int = 0
    logs: int = 0
    faces: int = 0
    cards: int = 0
    palms: int = 0
    photos: int = 0


MODELS: tuple[Model, ...] = (
    Model(
        "iClock 260",
        "legacy",
        ("Ver 6.20 Nov 19 2008", "Ver 6.21 Apr  8 2009"),
        "3392",
        "ZEM500",
        "Ver 1.0.9-20081030",
        ((FINGERPRINT, 90), (PASSWORD_BW, 10)),
        bits="100",
        fingers=9,
        max_logs=30_000,
        max_users=500,
    ),
    Model(
        "K40",
        "old",
        ("Ver 6.60 Mar 19 2015", "Ver 6.60 Aug 11 2014", "Ver 6.50 Jun  5 2013"),
        "33991",
        "ZEM560_TFT",
        "Ver 2.0.1-20130605",
        ((FINGERPRINT, 92), (PASSWORD_BW, 8)),
        bits="100",
        max_logs=80_000,
        max_users=1_000,
    ),
    Model(
        "MA300",
        "old",
        ("Ver 6.60 Mar 19 2015", "Ver 6.60 Oct 21 2016"),
        "69161",
        "ZEM560",
        "Ver 2.0.1-20150319",
        ((FINGERPRINT, 70), (2, 30)),
        bits="100",
        max_logs=100_000,
        max_users=1_500,
    ),
    Model(
        "X100-C",
        "x100c",
        ("Ver 8.0.4.3-20220708", "Ver 8.0.4.2-20190912"),
        "SLN8",
        "ZLM60_TFT",
        "Ver 2.0.33-20220623",
        ((FINGERPRINT, 85), (PASSWORD, 15)),
        bits="100",
        max_logs=30_000,
        max_users=500,
        vendor="ZKTECO CO., LTD.",
    ),
    Model(
        "UA860",
        "x100c",
        ("Ver 8.0.4.3-20220708", "Ver 8.0.3.8-20181120"),
        "OGT7",
        "ZMM200_TFT",
        "Ver 2.0.33-20220623",
        ((FINGERPRINT, 80), (CARD, 20)),
        bits="100",
        max_users=3_000,
    ),
    Model(
        "MB360/ID",
        "mb360",
        ("Ver 8.0.4.2-I113-02", "Ver 8.0.4.3-I113-05"),
        "CEZU",
        "ZMM220_TFT",
        "Ver 2.0.36-20180926",
        ((FACE, 70), (FINGERPRINT, 30)),
        bits="111",
        faces=7,
        max_faces=1_500,
    ),
    Model(
        "MB460",
        "mb360",
        ("Ver 8.0.4.2-I113-02", "Ver 8.0.4.6-I121-01"),
        "BOCK",
        "ZMM220_TFT",
        "Ver 2.0.36-20180926",
        ((FACE, 55), (FINGERPRINT, 35), (CARD, 10)),
        bits="111",
        faces=7,
        max_faces=1_500,
    ),
    Model(
        "SpeedFace-V5L[TD]",
        "speedface",
        ("ZAM170-NF-Ver1.1.27", "ZAM170-NF-Ver1.1.17"),
        "CKJF",
        "ZAM170_TFT",
        "Ver 2.0.35-20200330",
        ((FACE, 72), (FINGERPRINT, 12), (PALM, 10), (CARD, 6)),
        bits="11110",
        faces=58,
        palms=12,
        max_logs=200_000,
        max_users=10_000,
        max_faces=6_000,
    ),
    Model(
        "ProFace X",
        "speedface",
        ("ZAM170-NF-Ver2.1.10", "ZAM170-NF-Ver2.0.4"),
        "CMXD",
        "ZAM170_TFT",
        "Ver 2.0.38-20210512",
        ((FACE, 80), (PALM, 14), (CARD, 6)),
        bits="01110",
        faces=58,
        palms=12,
        max_logs=1_000_000,
        max_users=50_000,
        max_faces=30_000,
    ),
    Model(
        "AiFace-Mars",
        "essl",
        ("ZAM180-NF50VA-Ver3.4.10", "ZAM180-NF50VA-Ver3.2.4"),
        "NCD8",
        "ZAM180_TFT",
        "Ver 2.0.41-20240118",
        ((FACE, 90), (CARD, 10)),
        bits="01110",
        faces=39,
        max_logs=150_000,
        max_users=3_000,
        max_faces=1_500,
        vendor="eSSL",
    ),
    Model(
        "SenseFace 3A",
        "senseface",
        ("ZAM70-NF24HA-Ver3.3.12", "ZAM70-NF24HA-Ver3.2.7"),
        "VGU6",
        "ZAM70_TFT",
        "Ver 3.1.2S-20250411",
        ((FACE, 75), (FINGERPRINT, 20), (CARD, 5)),
        bits="11110",
        fingers=13,
        faces=40,
        max_logs=200_000,
        max_users=6_000,
        max_faces=6_000,
    ),
    Model(
        "SenseFace 4A",
        "senseface",
        ("ZAM70-NF43HA-Ver3.3.18", "ZAM70-NF43HA-Ver3.3.12"),
        "VGU7",
        "ZAM70_TFT",
        "Ver 3.1.2S-20250411",
        ((FACE, 70), (FINGERPRINT, 10), (PALM, 20)),
        bits="11111",
        fingers=13,
        faces=40,
        palms=12,
        max_logs=200_000,
        max_users=10_000,
        max_faces=10_000,
    ),
    Model(
        "iClock 880-H",
        "tft",
        ("Ver 6.80 Jun 30 2018", "Ver 6.80 Feb 11 2019"),
        "3570",
        "ZEM800_TFT",
        "Ver 3.2.0-20180630",
        ((FINGERPRINT, 75), (BADGE_TFT, 15), (PASSWORD_BW, 10)),
        bits="100",
        max_logs=80_000,
        max_users=3_000,
    ),
    Model(
        "F20/M",
        "f20",
        ("Ver 8.0.1.3-20151229", "Ver 8.0.1.5-20180712"),
        "3383",
        "ZMM220_TFT",
        "Ver 2.0.22-20161201",
        ((FINGERPRINT, 75), (CARD, 20), (PASSWORD, 5)),
        bits="100",
        max_users=5_000,
    ),
    Model(
        "BioFace A1",
        "bioface",
        ("ZAM170-NF-Ver1.3.11", "ZAM170-NF-Ver1.3.7"),
        "VGU62",
        "ZAM170_TFT",
        "Ver 3.0.34S-20230321",
        ((FACE, 80), (FINGERPRINT, 12), (CARD, 8)),
        bits="11110",
        fingers=13,
        faces=40,
        max_logs=200_000,
        max_users=10_000,
        max_faces=6_000,
    ),
    Model(
        "inBio460 Pro",
        "inbio",
        ("AC Ver 5.7.8.3033 Mar 21 2019", "AC Ver 5.7.7.3030 Oct 12 2018"),
        "DDG7",
        "ZMM200_InBIO",
        "Ver 2.0.34-20190213",
        ((CARD, 70), (FINGERPRINT, 30)),
        bits="100",
        max_users=20_000,
    ),
)

MODEL: dict[str, Model] = {model.name: model for model in MODELS}

_PUSHED = """
~DeviceName MAC TransactionCount ~MaxAttLogCount UserCount ~MaxUserCount PhotoFunOn ~MaxUserPhotoCount
FingerFunOn FPVersion ~MaxFingerCount FPCount FaceFunOn FaceVersion ~MaxFaceCount FaceCount FvFunOn FvVersion
~MaxFvCount FvCount PvFunOn PvVersion ~MaxPvCount PvCount Language IPAddress ~Platform ~OEMVendor FWVersion
PushVersion RegDeviceType BioPhotoFun BioDataFun ~LockFunOn
"""
_PUSHED_VISIBLE_LIGHT = """
VisilightFun MultiBioDataSupport MultiBioPhotoSupport MultiBioVersion MultiBioDataCount
"""
_TOLD = """
~DeviceName MAC TransactionCount ~MaxAttLogCount UserCount ~MaxUserCount PhotoFunOn ~MaxUserPhotoCount
FingerFunOn ~AlgVer FPVersion ~MaxFingerCount FPCount FaceFunOn FaceVersion ~MaxFaceCount FaceCount FvFunOn
PvFunOn MainTime FlashSize FreeFlashSize Language IPAddress ~Platform ~OEMVendor FWVersion PushVersion
~SerialNumber AccSupportFunList authKey BioPhotoFun
"""


def properties(
    model: Model, serial: str, version: str, ip: str, mac: str, language: int, counts: Counts
) -> dict[str, str]:
    """Every option key the terminal knows about itself, scaled as on the wire (PROTOCOL.md §4.1)."""
    identity = {
        "~DeviceName": model.name,
        "~SerialNumber": serial,
        "MAC": mac,
        "IPAddress": ip,
        "Language": str(language),
        "~Platform": model.platform,
        "~OEMVendor": model.vendor,
        "FWVersion": version,
        "PushVersion": model.push_client,
        "MainTime": "1970-01-01 00:00:00",
        "FlashSize": "202880",
        "FreeFlashSize": "139124",
        "RegDeviceType": "",
        "AccSupportFunList": "",
        "authKey": "",
        "~LockFunOn": "15",
    }
    return identity | _holds(model, counts) | _recognises(model, counts)


def _holds(model: Model, counts: Counts) -> dict[str, str]:
    return {
        "TransactionCount": str(counts.logs),
        "~MaxAttLogCount": str(model.max_logs // 10_000),
        "UserCount": str(counts.users),
        "~MaxUserCount": str(model.max_users // 100),
        "PhotoFunOn": "1",
        "~MaxUserPhotoCount": "2000",
        "~MaxFingerCount": str(model.max_users // 100),
        "FPCount": str(counts.fingerprints),
        "~MaxFaceCount": str(model.max_faces),
        "FaceCount": str(counts.faces),
        "~MaxFvCount": "10",
        "FvCount": "0",
        "~MaxPvCount": "" if model.palms < 0 else "3000",
        "PvCount": str(counts.palms),
    }


def _recognises(model: Model, counts: Counts) -> dict[str, str]:
    finger, palm, light = model.bits[0], int(model.palms > 0), int(model.faces >= 39)
    versions = f"0:{model.fingers}.0:0:0:0:0:0:0:{max(model.palms, 0)}.0:{max(model.faces, 0)}.0"
    return {
        "FingerFunOn": finger,
        "~AlgVer": str(model.fingers),
        "FPVersion": str(model.fingers),
        "FaceFunOn": str(int(model.faces > 0)),
        "FaceVersion": str(model.faces),
        "FvFunOn": "0",
        "FvVersion": "3",
        "PvFunOn": str(palm),
        "PvVersion": "5" if model.palms < 0 else str(model.palms),
        "VisilightFun": str(light),
        "BioPhotoFun": "1" if light else "",
        "BioDataFun": "1" if light else "",
        "MultiBioDataSupport": f"0:{finger}:0:0:0:0:0:0:{palm}:{light}",
        "MultiBioPhotoSupport": f"0:0:0:0:0:0:0:0:0:{light}",
        "MultiBioVersion": versions,
        "MultiBioDataCount": f"0:{counts.fingerprints}:0:0:0:0:0:0:{counts.palms}:{counts.faces}",
    }


def pushed_options(model: Model, known: dict[str, str]) -> str:
    """The body of `table=options`: one line, comma separated (PROTOCOL.md §4.1)."""
    keys = _PUSHED + (_PUSHED_VISIBLE_LIGHT if model.faces >= 39 else "")
    return ",".join(f"{key}={known[key]}" for key in keys.split())


def told_options(known: dict[str, str]) -> str:
    """The `Key=Value` lines of the answer to the command INFO (PROTOCOL.md §7.3), each ended by LF."""
    return "".join(f"{key}={known[key]}\n" for key in _TOLD.split())
