"""A server for each editor whose abilities were recorded: `RONDEL_PROGRAM` is the program that is tried."""

import os
import shutil
from pathlib import Path

import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = Path(os.environ.get("RONDEL_PROGRAM", ROOT / "target/release/rondel")).resolve()
SHOP = ROOT / "tests/fixtures/editor/shop"
EDITORS = ("neovim", "visual-studio-code")


@pytest_lsp.fixture(params=EDITORS, config=ClientServerConfig(server_command=[str(PROGRAM), "lsp"]))
async def client(request, lsp_client: LanguageClient, tmp_path: Path):
    """An editor with a copy of the shop open."""
    folder = tmp_path / "läden 👍"
    shutil.copytree(SHOP, folder)
    lsp_client.folder = folder

    # What editors do about it is nothing that a test could see.
    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    @lsp_client.feature(types.WORKSPACE_CODE_LENS_REFRESH)
    @lsp_client.feature(types.WORKSPACE_INLAY_HINT_REFRESH)
    def agreed(*_: object) -> None:
        return None

    params = types.InitializeParams(
        capabilities=client_capabilities(request.param),
        workspace_folders=[types.WorkspaceFolder(uri=folder.as_uri(), name="shop")],
    )
    lsp_client.greeting = await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()
