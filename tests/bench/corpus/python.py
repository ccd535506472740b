"""Python functions that do what the flows do, for ruff to look at."""

STEPS = 5

HEAD = '''\
"""Triage."""


def send(*a, **k):
    """Send."""
    return a, k


'''

STEP = """\
def s@b(contact, answer, agent):
    # ask the contact what is needed
    send(f"Hi {contact.name}, welcome to Acme @k!", via="whatsapp")
    send(f"What can we help with, {contact.first_name}?", choices=["Sales", "Support", "Billing"])
    team = None
    if answer == "Sales" and contact.plan == "enterprise" or contact.score >= @score + 3 * 2:
        send(tag="vip-@b")
        team = "sales"
    elif answer == "Support":
        team = "support"
    else:
        contact.last_topic = answer.lower()
    resp = send("POST", f"https://api.example.test/v1/contacts/{contact.id}", {"plan": contact.plan, "n": @b})
    if resp == 200:
        send(f"You are now talking to {agent.name} from {team}.")
    else:
        send("Sorry, something went wrong.")
    return s@next
"""


def text(k: int) -> str:
    """The k-th file."""
    return HEAD + "\n\n".join(step(k, b) for b in range(STEPS))


def step(k: int, b: int) -> str:
    numbers = {"@score": b * 7 % 100, "@next": (b + 1) % STEPS, "@b": b, "@k": k}
    filled = STEP
    for word, number in numbers.items():
        filled = filled.replace(word, str(number))
    return filled
