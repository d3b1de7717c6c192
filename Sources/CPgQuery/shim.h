// What libpg_query's functions return and take, for calling them through pointers from dlsym.
//
// The layouts are those of its versions 13 to 17. Version 13 declares the length of a message as
// `unsigned int`, later ones as `size_t`; both begin in the same four bytes on a little-endian
// machine, and no message here is longer than 4 GiB, so the declaration reads four bytes and skips
// four that an older library leaves undefined.
#ifndef HEARTLY_CPGQUERY_SHIM_H
#define HEARTLY_CPGQUERY_SHIM_H

#include <stdint.h>

typedef struct {
  char *message;
  char *function;
  char *file;
  int line;
  int cursor; // counts characters from 1; 0 when the parser names no place
  char *context;
} pg_query_failure;

typedef struct {
  char *json;
  char *diagnostics;
  pg_query_failure *failure;
} pg_query_tree;

typedef struct {
  char *json;
  pg_query_failure *failure;
} pg_query_plpgsql;

typedef struct {
  uint32_t length;
  uint32_t undefined;
  char *bytes; // a ScanResult in protobuf's encoding
  char *diagnostics;
  pg_query_failure *failure;
} pg_query_tokens;

typedef struct {
  uint64_t value;
  char *text;
  char *diagnostics;
  pg_query_failure *failure;
} pg_query_fingerprint;

typedef pg_query_tree (*pg_query_parse_function)(const char *);
typedef void (*pg_query_free_tree_function)(pg_query_tree);

typedef pg_query_plpgsql (*pg_query_parse_plpgsql_function)(const char *);
typedef void (*pg_query_free_plpgsql_function)(pg_query_plpgsql);

typedef pg_query_tokens (*pg_query_scan_function)(const char *);
typedef void (*pg_query_free_tokens_function)(pg_query_tokens);

typedef pg_query_fingerprint (*pg_query_fingerprint_function)(const char *);
typedef void (*pg_query_free_fingerprint_function)(pg_query_fingerprint);

#endif
