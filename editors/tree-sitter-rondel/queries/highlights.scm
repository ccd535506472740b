; What is coloured how. Of several patterns that fit, the last one counts.

(name) @variable
(dotted) @variable
(property) @variable.member
(function) @function.call
(label _ @label)

(comment) @comment
((comment) @comment.note
  (#match? @comment.note "^# *allow +[a-z]"))

[(text) (block_text)] @string
(escape) @string.escape
(interpolation ["${" "}"] @punctuation.special)

[(number) (duration) (status)] @number
[(date) (time) (datetime)] @string.special
(truth) @boolean
(none) @constant.builtin

(operator) @operator
((operator) @keyword.operator
  (#match? @keyword.operator "^[a-z]"))
(presence) @keyword.operator
"not" @keyword.operator
(unary "-" @operator)
(index "*" @operator)
(optional "?" @operator)

(otherwise "else" @keyword.conditional)

["(" ")" "[" "]" "{" "}"] @punctuation.bracket
["," ":" "."] @punctuation.delimiter

; Keys of records.
(pair key: (name) @variable.parameter)

; What a line names first.
(file (statement verb: (verb "workflow") . (name) @function))
(file (statement verb: (verb "scenario") (name) @function))
(statement verb: (verb "start") . (name) @function)
(statement verb: (verb "jump") (name) @label)

; The rest follows from the vocabulary of the compiler: `RONDEL_UPDATE=1 cargo test grammars` writes it.
; <words>

; The first words of lines.
(verb ["scenario" "workflow" "workspace"] @keyword.type)
(verb ["branch" "during" "when"] @keyword.conditional)
(verb ["jump" "stop"] @keyword.return)
(verb ["after" "at" "ensure" "expect" "given" "on" "once" "overlap"] @keyword)
(verb ["ai" "ask" "assign" "clear" "close" "comment" "http" "open" "send" "set" "sheet" "start"
  "tag" "unassign" "untag" "wait"] @function.builtin)
(verb ["assigned" "done" "exhausted" "failed" "handoff" "idle" "invalid" "option" "status"
  "timeout" "unable"] @keyword.exception)
(verb ["agent" "channel" "closing_notes" "field" "hours" "lifecycle" "secret" "team" "template"
  "timezone"] @keyword.type)
(verb ["accept" "added" "ads" "and_wait" "at_most" "attach" "below" "body" "category" "closed"
  "collect" "contains" "email" "first_time" "form" "formats" "from" "header" "identify"
  "instructions" "interrupts" "keep" "knowledge" "language" "limit" "matches" "max"
  "max_turns" "mention" "min" "model" "on_doubt" "only" "platform" "priority" "query"
  "removed" "retries" "row" "save" "skills" "source" "summary" "to" "unassignable" "via"
  "with"] @property)
(file (statement verb: (verb "workspace")
  body: (block (statement verb: (verb ["agent" "channel" "closing_notes" "field" "hours" "lifecycle" "secret" "sheet" "tag"
  "team" "template" "timezone"] @keyword.type)))))

; Words behind them.
(statement verb: (verb "scenario")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "for"))
(statement verb: (verb "when")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "accepts" "ad" "agent" "becomes" "by" "category" "clicked"
    "closed" "contact" "conversation" "field" "goes" "on" "opened" "posted" "says" "sends"
    "shortcut" "started" "tag" "takes" "the" "webhook" "with"))
(statement verb: (verb "when")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "added" "audio" "busy" "file" "image" "location" "offline"
    "online" "removed" "text" "video"))
(statement verb: (verb "jump")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "to"))
(statement verb: (verb "stop")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "when"))
(statement verb: (verb "stop")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "agent_replies" "assigned_by_hand" "contact_replies"
    "conversation_closed"))
(statement verb: (verb "on")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "ad_clicked" "contact_field_updated" "contact_tag_updated"
    "conversation_closed" "conversation_opened" "lifecycle_updated" "manual"
    "message_received" "shortcut" "webhook"))
(statement verb: (verb "once")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "per_contact"))
(statement verb: (verb "overlap")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "restart" "skip"))
(statement verb: (verb "given")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "agent" "ai" "closed" "contact" "conversation" "done" "fails"
    "handoff" "http" "on" "open" "owner" "owns" "returns" "says" "send" "sheet" "tag"
    "unable"))
(statement verb: (verb "given")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "busy" "delete" "get" "offline" "online" "patch" "post" "put"))
(statement verb: (verb "expect")
  [(name) @keyword.operator (series (name) @keyword.operator) (unary (name) @keyword.operator)]
  (#any-of? @keyword.operator "asked" "assigned" "at" "called" "closed" "comment" "ended"
    "failed" "field" "http" "open" "out" "row" "sent" "tag" "timed" "waiting" "with"))
(statement verb: (verb "expect")
  [(name) @constant.builtin (series (name) @constant.builtin) (unary (name) @constant.builtin)]
  (#any-of? @constant.builtin "delete" "get" "patch" "post" "put"))
(statement verb: (verb "ensure")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "unanswered" "within"))
(statement verb: (verb "ensure")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "at_most" "ends" "owner" "reply"))
(statement verb: (verb "close")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "conversation"))
(statement verb: (verb "open")
  [(name) @constant.builtin (series (name) @constant.builtin) (operation (name) @constant.builtin) (series (operation (name) @constant.builtin))]
  (#any-of? @constant.builtin "conversation" "fri" "mon" "sat" "sun" "thu" "tue" "wed"))
(statement verb: (verb "http")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "delete" "get" "patch" "post" "put"))
(statement verb: (verb "sheet")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "append" "tab"))
(statement verb: (verb "ask")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "as" "into"))
(statement verb: (verb "ask")
  [(name) @type.builtin (series (name) @type.builtin)]
  (#any-of? @type.builtin "choice" "date" "email" "location" "number" "phone" "rating" "text"
    "url"))
(statement verb: (verb "assign")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "by" "to"))
(statement verb: (verb "assign")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "agent" "least_open" "round_robin" "team" "workspace"))
(statement verb: (verb "wait")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "until"))
(statement verb: (verb "field")
  [(name) @type.builtin (series (name) @type.builtin)]
  (#any-of? @type.builtin "agent" "bool" "choice" "date" "datetime" "email" "number" "phone"
    "team" "text" "time" "url"))
(statement verb: (verb "channel")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "email" "instagram" "messenger" "sms" "telegram" "webchat"
    "webhook" "whatsapp"))
(statement verb: (verb "template")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "on"))
(statement verb: (verb "source")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "ad" "api" "contact" "user" "workflow"))
(statement verb: (verb "platform")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "meta" "tiktok"))
(statement verb: (verb "only")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "online"))
(statement verb: (verb "keep")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "owner"))
(statement verb: (verb "on_doubt")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "resend" "skip"))
(statement verb: (verb "collect")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "as" "into"))
(statement verb: (verb "collect")
  [(name) @type.builtin (series (name) @type.builtin)]
  (#any-of? @type.builtin "choice" "date" "email" "location" "number" "phone" "rating" "text"
    "url"))
(statement verb: (verb "save")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "as" "into" "of"))
(statement verb: (verb "save")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "status"))
(statement verb: (verb "save")
  [(name) @type.builtin (series (name) @type.builtin)]
  (#any-of? @type.builtin "bool" "date" "datetime" "email" "list" "number" "phone" "record"
    "text" "time" "url"))
(statement verb: (verb "identify")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "by"))
(statement verb: (verb "identify")
  [(name) @constant.builtin (series (name) @constant.builtin)]
  (#any-of? @constant.builtin "contact_id" "email" "phone"))
(statement verb: (verb "accept")
  [(name) @keyword.operator (series (name) @keyword.operator)]
  (#any-of? @keyword.operator "within"))

; Names with a type, in the blocks that hold such.
(statement verb: (verb ["body" "form" "with"])
  body: (block (statement
    verb: [(verb _ @variable.parameter) (dotted) @variable.parameter])))
(statement verb: (verb ["body" "form" "with"])
  body: (block (statement
    [(name) @type.builtin (optional (name) @type.builtin)]))
  (#any-of? @type.builtin "text" "number" "bool" "date" "time" "datetime" "email" "phone" "url"
    "agent" "team"))

; Values and functions.
(member of: (name) @variable.builtin
  (#any-of? @variable.builtin "assignee" "contact" "conversation" "message" "trigger"
    "workspace"))
((name) @variable.builtin
  (#any-of? @variable.builtin "now" "today"))
((function) @function.builtin
  (#any-of? @function.builtin "lower" "upper" "trim" "length" "first_word" "number" "text"
    "date" "time" "round" "floor" "ceil" "min" "max" "format" "split" "join" "exactly"
    "secret"))
; </words>
