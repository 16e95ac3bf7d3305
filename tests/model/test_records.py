"""What a record of a municipality may hold of numbers."""

from __future__ import annotations

import pytest

from macros.model.records import LocalContact


@pytest.mark.parametrize("phone", ["+32 4 221 80 00", "042218000", "04 221 80 00"])
def test_a_fixed_number_before_the_number_of_a_house_is_no_mobile_number(phone: str) -> None:
    contact = LocalContact.model_validate(
        {
            "service": {"fr": "Service de prévention", "nl": "Preventiedienst"},
            "phone": phone,
            "address": {"fr": "8 place Saint-Lambert, 4000 Liège", "nl": "8 place Saint-Lambert, 4000 Luik"},
            "sources": ["guide-berchem"],
        }
    )
    assert contact.phone == phone
