"""A language server at work: messages over its standard input and output, and its memory."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path


class Speaking:
    """A server that was started for a folder. It ends with the `with` it stands in."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.process = subprocess.Popen([str(program), "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.last = 0
        self.ask("initialize", {"capabilities": {}, "processId": None, "rootUri": folder.as_uri()})
        self.tell("initialized", {})

    def __enter__(self) -> "Speaking":
        return self

    def __exit__(self, *_: object) -> None:
        self.ask("shutdown", None)
        self.tell("exit", None)
        if self.process.wait(timeout=10) != 0:
            raise SystemExit(f"rondel lsp ended with {self.process.returncode}")

    def tell(self, method: str, params: object) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> dict:
        """The answer to a request, with its `result` or its `error`."""
        self.last += 1
        number = self.last
        self.send({"id": number, "method": method, "params": params})
        return self.until(lambda one: one.get("id") == number and "method" not in one)

    def until(self, meant: Callable[[dict], bool]) -> dict:
        """The next message that is meant."""
        while not meant(found := self.read()):
            pass
        return found

    def send(self, message: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def read(self) -> dict:
        size = 0
        while line := self.process.stdout.readline().strip():
            name, value = line.split(b":")
            size = int(value) if name.lower() == b"content-length" else size
        if size == 0:
            raise SystemExit("rondel lsp went away")
        return json.loads(self.process.stdout.read(size))

    def memory(self) -> float:
        """What it holds in memory. *Units*: MB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines()
        held = next(line for line in lines if line.startswith("VmRSS:"))
        return int(held.split()[1]) / 1024
