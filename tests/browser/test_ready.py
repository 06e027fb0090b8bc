"""Commands that need not be started say what started ones say, above all that they failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.product import ProductFault, manage

if TYPE_CHECKING:
    from tests.browser.product import Product


def shell(product: Product, program: str, stdin: str = "") -> str:
    return manage(product.var, "shell", "--no-imports", "-c", program, stdin=stdin)


def test_a_command_reads_and_writes_and_is_in_the_house(product: Product) -> None:
    said = shell(
        product, "from django.conf import settings; print(settings.VAR, input())", "مرحبا\n"
    )
    assert said == f"{product.var} مرحبا\n"


@pytest.mark.parametrize("program", ["raise ValueError('so')", "import sys; sys.exit('so')"])
def test_a_command_that_fails_is_a_fault_with_its_words(product: Product, program: str) -> None:
    with pytest.raises(ProductFault, match="so"):
        shell(product, f"print('before'); {program}")


def test_nothing_is_left_of_the_command_before(product: Product) -> None:
    shell(product, "import builtins; builtins.left = True")
    assert shell(product, "import builtins; print(hasattr(builtins, 'left'))") == "False\n"
