"""One workflow with its workspace: what a person checks while writing."""

SMALL = '''\
workspace corner_shop "The Corner Shop" {
  timezone "Europe/London"
  agent amara "Amara Okafor"
  agent bo "Bo Lind" { limit 10 }
  team sales "Sales" amara, bo
  field budget number
  tag no_answer
  tag vip
  channel shop_chat webchat
  hours office {
    open mon..fri 09:00-18:00
    closed 2026-12-25
  }
}

workflow intake "Ask for the budget, then share out" {
  on conversation_opened { source contact }
  once per_contact
  ensure owner

  during office {
    send "Hi ${contact.first_name else "there"}! A specialist is joining you."
  } else {
    send "We are away. We open again ${office.next_opening else "soon"}."
  }

  budget: ask "What is your budget, in pounds?" as number into contact.budget {
    min 0
    retries 2 "Please send a number, like 5000."
    invalid { comment "Gave no usable budget." }
    timeout 1h { tag no_answer }
  } else { comment "The question was not delivered." }

  branch {
    when contact.budget is set and contact.budget >= 10_000 { tag vip }
  }

  pool: assign to team sales by round_robin {
    only online
    below 25
    timeout 10m { assign to workspace by least_open }
  }
  send "Hi, ${assignee.first_name} here. I have your details."
}
'''
