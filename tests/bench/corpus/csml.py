"""CSML flows: a greeting, then steps that ask, branch, call out and go on in a ring."""

STEPS = 4

START = """\
start:
  say "Hi {{_metadata.name}}, welcome to Acme @k!"
  goto s0

"""

STEP = """\
s@b:
  // ask the contact what is needed
  say "Hi {{_metadata.name}}, welcome"
  say Question("What can we help with?", buttons=[Button("Sales"), Button("Support"), Button("Billing")])
  hold
  remember answer@b = event
  if (answer@b == "Sales" && _metadata.plan == "enterprise" || _metadata.score >= @score + 3 * 2) {
    remember tag = "vip-@b"
    do team = "sales"
  } else if (answer@b == "Support") {
    do team = "support"
  } else {
    remember last_topic = answer@b.to_lowercase()
    say Wait(1800)
  }
  do resp@b = HTTP("https://api.example.test/v1/contacts").post({"plan": _metadata.plan, "n": @b}).send()
  if (resp@b.status == 200) {
    say "You are now talking to {{_metadata.agent}}."
  } else {
    say "Sorry, something went wrong."
  }
  goto s@next
"""


def text(k: int) -> str:
    """The k-th file."""
    return START.replace("@k", str(k)) + "".join(step(b) for b in range(STEPS))


def step(b: int) -> str:
    numbers = {"@score": b * 7 % 100, "@next": (b + 1) % STEPS, "@b": b}
    filled = STEP
    for word, number in numbers.items():
        filled = filled.replace(word, str(number))
    return filled
