// Two things that depend on more than the next few letters: where a statement ends, and whether an `else`
// begins a block or is the operator between two values.

#include "tree_sitter/parser.h"

enum Token { END, ELSE, NEVER };

static bool is_mark(int32_t letter) {
  return letter == '_' || (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
         (letter >= 'A' && letter <= 'Z');
}

static bool is_blank(int32_t letter) { return letter == ' ' || letter == '\t'; }

static bool is_space(int32_t letter) { return is_blank(letter) || (letter >= '\n' && letter <= '\r'); }

// An `else` before a block; the token is the word alone.
static bool scan_else(TSLexer *lexer) {
  for (const char *letter = "else"; *letter; letter++) {
    if (lexer->lookahead != *letter) return false;
    lexer->advance(lexer, false);
  }
  if (is_mark(lexer->lookahead)) return false;
  lexer->mark_end(lexer);
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, false);
  lexer->result_symbol = ELSE;
  return lexer->lookahead == '{';
}

void *tree_sitter_rondel_external_scanner_create(void) { return NULL; }

void tree_sitter_rondel_external_scanner_destroy(void *payload) { (void)payload; }

unsigned tree_sitter_rondel_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}

void tree_sitter_rondel_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}

bool tree_sitter_rondel_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  // While the parser recovers from an error everything is asked for at once, and nothing is certain.
  if (valid[NEVER]) return false;
  if (valid[END]) {
    // Nothing of what follows belongs to the token.
    lexer->mark_end(lexer);
    while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
    if (lexer->eof(lexer) || is_space(lexer->lookahead) || lexer->lookahead == '#' || lexer->lookahead == '}') {
      lexer->result_symbol = END;
      return true;
    }
  }
  if (valid[ELSE]) {
    while (is_space(lexer->lookahead)) lexer->advance(lexer, true);
    return scan_else(lexer);
  }
  return false;
}
