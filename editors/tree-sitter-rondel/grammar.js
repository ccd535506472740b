// The shape of Rondel for editors. It is the shape that the compiler reads, `grammar/*.pest`: one generic
// statement, flat expressions, texts with values in them. The words that lines begin with are made from the
// vocabulary of the compiler; what may stand behind each of them is not said here but in the queries.

const words = require('./words.json');

/** Something, and more of it behind commas. */
const several = (rule) => seq(rule, repeat1(seq(',', rule)));

module.exports = grammar({
  name: 'rondel',

  // Behind a statement a line end counts, and everywhere else it does not: see `src/scanner.c`.
  externals: ($) => [$._end, $._else, $._never],
  extras: ($) => [/[\s\uFEFF]/, $.comment],
  word: ($) => $.name,

  rules: {
    file: ($) => repeat($.statement),

    // The one shape of every line: `verb operand* { … } else { … }`.
    statement: ($) =>
      seq(
        optional(seq(field('label', $.label), ':')),
        field('verb', choice($.verb, $.dotted)),
        repeat(choice($._expression, $.series)),
        choice(
          $._end,
          seq(field('body', $.block), repeat(field('otherwise', $.otherwise))),
          repeat1(field('otherwise', $.otherwise)),
        ),
      ),
    block: ($) => seq('{', repeat($.statement), '}'),
    otherwise: ($) => seq(alias($._else, 'else'), $.block),

    // A word of the language is one where a line begins; anywhere else it may be a name.
    _word: ($) => choice($.name, ...words),
    label: ($) => $._word,
    verb: ($) => $._word,
    // The name of a value that another system sends: `order.total number`.
    dotted: ($) => seq($._word, repeat1(seq(token.immediate('.'), $.name))),
    series: ($) => several($._expression),

    _expression: ($) => choice($._term, $.operation),
    operation: ($) =>
      prec.left(
        1,
        seq($._term, repeat1(choice(seq(field('operator', $.operator), $._term), $.presence))),
      ),
    operator: () =>
      choice(
        'or', 'and', 'in', 'during', 'contains', 'starts_with', 'ends_with', 'matches', 'between',
        'has_any', 'has_all', 'has_none', 'else',
        '==', '!=', '<=', '>=', '<', '>', '=', '+', '-', '*', '/', '%', '..',
      ),
    presence: () => seq('is', choice('set', 'unset')),

    _term: ($) => choice($._primary, $.unary),
    unary: ($) => prec(2, seq(field('operator', choice('-', 'not')), $._term)),
    _primary: ($) =>
      choice($.name, $.member, $.call, $.index, $.optional, $.group, $.list, $._text, $._literal),

    // What touches the value before it belongs to it; behind a blank it is something new.
    member: ($) =>
      seq(field('of', $._primary), token.immediate('.'), field('property', alias($.name, $.property))),
    call: ($) =>
      seq(field('function', alias($.name, $.function)), token.immediate('('), optional($._items), ')'),
    index: ($) => seq(field('of', $._primary), token.immediate('['), choice('*', optional($._items)), ']'),
    optional: ($) => seq($._primary, token.immediate('?')),

    group: ($) => seq('(', optional($._items), ')'),
    list: ($) => seq('[', optional($._items), ']'),
    _items: ($) => seq($._item, repeat(seq(',', $._item)), optional(',')),
    _item: ($) => choice($._expression, $.pair),
    pair: ($) => seq(field('key', $._expression), ':', field('value', $._expression)),

    _text: ($) => choice($.text, $.block_text),
    text: ($) =>
      seq(
        '"',
        repeat(choice(alias($._stretch, $.content), $._inside)),
        token.immediate('"'),
      ),
    block_text: ($) =>
      seq(
        '"""',
        repeat(choice(alias(choice($._block_stretch, $._quotes), $.content), $._inside)),
        token.immediate('"""'),
      ),
    _inside: ($) => choice(alias($._dollar, $.content), $.escape, $.interpolation),
    // A text ends with its line at the latest, so that a missing quote spoils no more than that.
    _stretch: () => token.immediate(prec(1, /[^"\\$\n\r]+/)),
    _block_stretch: () => token.immediate(prec(1, /[^"\\$]+/)),
    _quotes: () => token.immediate(/""?/),
    _dollar: () => token.immediate('$'),
    escape: () => token.immediate(/\\([nt"\\$]|u\{[0-9A-Fa-f]{1,6}\})/),
    interpolation: ($) => seq(token.immediate('${'), $._expression, '}'),

    _literal: ($) =>
      choice($.number, $.duration, $.date, $.time, $.datetime, $.status, $.truth, $.none),
    number: () => /[0-9][0-9_]*(\.[0-9][0-9_]*)?/,
    duration: () => /([0-9]+[smhdw])+/,
    date: () => /[0-9]{4}-[0-9]{2}-[0-9]{2}/,
    time: () => /[0-9]{2}:[0-9]{2}/,
    datetime: () => /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}/,
    status: () => /[0-9]xx/,
    truth: () => choice('true', 'false'),
    none: () => 'none',

    name: () => /[A-Za-z_][A-Za-z0-9_]*/,
    comment: () => /#[^\n\r]*/,
  },
});
