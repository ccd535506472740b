"""Cedar policies: ten lines each, nine a file."""

POLICIES = 9

POLICY = """\
// policy @k/@b
@id("p@k_@b")
permit (
  principal in Team::"sales@t",
  action == Action::"assign",
  resource
) when {
  resource.plan == "enterprise" &&
  (principal.score >= @b + 3 || resource.channel == "whatsapp")
};
"""


def text(k: int) -> str:
    """The k-th file."""
    return "".join(policy(k, b) for b in range(POLICIES))


def policy(k: int, b: int) -> str:
    return POLICY.replace("@k", str(k)).replace("@b", str(b)).replace("@t", str(b % 7))
