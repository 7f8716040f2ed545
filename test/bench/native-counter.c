/*
 * The practical limit: what a small native program needs for the same counts. It knows one format (combined), trusts its
 * input, keeps every key for ever, and says nothing about time windows, sites or kinds of requests.
 *
 *     cc -O3 -march=native -o native-counter native-counter.c
 *     native-counter [-p] [-t N] FILE...
 *
 * Counts requests by page, address, user agent, method, status and minute (-p: by page only) and prints totals, the
 * number of distinct keys, and the N busiest of each (default 10), most first, equal counts in byte order.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __AVX2__
#include <immintrin.h>
#endif

enum { BUFFER = 256 * 1024, SLACK = 64, BATCH = 64 };

/* ---- looking for bytes ---- */

/* The first `byte` in [at, end), or end. Reads up to SLACK bytes past the end. */
static inline const char *find(const char *at, const char *end, char byte) {
#ifdef __AVX2__
  const __m256i wanted = _mm256_set1_epi8(byte);
  for (; at < end; at += 32) {
    const unsigned hits = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)at), wanted));
    if (hits != 0) {
      at += __builtin_ctz(hits);
      return at < end ? at : end;
    }
  }
  return end;
#else
  const char *found = at < end ? memchr(at, byte, (size_t)(end - at)) : NULL;
  return found == NULL ? end : found;
#endif
}

/* ---- tables: open addressing over dense entries, keys in one arena ---- */

typedef struct {
  uint32_t hash, length;
  uint64_t offset, count;
} Entry;

typedef struct {
  uint32_t hash, number; /* number of the entry + 1, 0 for a free slot */
} Slot;

typedef struct {
  const char *key;
  uint32_t length, hash;
} Waiting;

typedef struct {
  Slot *slots;
  Entry *entries;
  char *arena;
  size_t mask, size, room, used, arenaRoom;
  Waiting waiting[BATCH];
  int waits;
} Table;

static void *grown(void *memory, size_t bytes) {
  memory = realloc(memory, bytes);
  if (memory == NULL) {
    perror("memory");
    exit(1);
  }
  return memory;
}

static inline uint32_t hash_of(const char *key, size_t length) {
  uint64_t hash = length * 0x9e3779b97f4a7c15u, part;
  for (; length >= 8; key += 8, length -= 8) {
    memcpy(&part, key, 8);
    hash = (hash ^ part) * 0xff51afd7ed558ccdu;
    hash ^= hash >> 32;
  }
  if (length > 0) {
    memcpy(&part, key, 8);
    hash = (hash ^ (part & (~0ull >> (64 - 8 * length)))) * 0xff51afd7ed558ccdu;
    hash ^= hash >> 32;
  }
  return (uint32_t)(hash * 0xc4ceb9fe1a85ec53u >> 32);
}

static void place(Table *table, uint32_t hash, uint32_t number) {
  size_t slot = hash & table->mask;
  while (table->slots[slot].number != 0) slot = (slot + 1) & table->mask;
  table->slots[slot] = (Slot){hash, number};
}

static void widen(Table *table) {
  const size_t slots = table->mask == 0 ? 1024 : 2 * (table->mask + 1);
  free(table->slots);
  table->slots = calloc(slots, sizeof(Slot));
  if (table->slots == NULL) exit(1);
  table->mask = slots - 1;
  for (size_t index = 0; index < table->size; index++) place(table, table->entries[index].hash, (uint32_t)index + 1);
}

static void append(Table *table, const char *key, uint32_t length, uint32_t hash) {
  if (4 * table->size >= 3 * table->mask) widen(table);
  if (table->size == table->room) {
    table->room = table->room == 0 ? 1024 : 2 * table->room;
    table->entries = grown(table->entries, table->room * sizeof(Entry));
  }
  if (table->used + length + SLACK > table->arenaRoom) {
    table->arenaRoom = 2 * (table->arenaRoom + length + SLACK);
    table->arena = grown(table->arena, table->arenaRoom);
  }
  table->entries[table->size] = (Entry){hash, length, table->used, 1};
  memcpy(table->arena + table->used, key, length);
  table->used += length;
  place(table, hash, (uint32_t)++table->size);
}

static void count(Table *table, const char *key, uint32_t length, uint32_t hash) {
  if (table->size > 0) {
    for (size_t slot = hash & table->mask; table->slots[slot].number != 0; slot = (slot + 1) & table->mask) {
      if (table->slots[slot].hash != hash) continue;
      Entry *entry = &table->entries[table->slots[slot].number - 1];
      if (entry->length == length && memcmp(table->arena + entry->offset, key, length) == 0) {
        entry->count++;
        return;
      }
    }
  }
  append(table, key, length, hash);
}

/* Counts what waits: slots, entries and keys are fetched for all of it before anything is compared. */
static void flush(Table *table) {
  if (table->size > 0) {
    for (int at = 0; at < table->waits; at++) {
      const Slot *slot = &table->slots[table->waiting[at].hash & table->mask];
      if (slot->hash == table->waiting[at].hash) __builtin_prefetch(&table->entries[slot->number - 1]);
    }
    for (int at = 0; at < table->waits; at++) {
      const Slot *slot = &table->slots[table->waiting[at].hash & table->mask];
      if (slot->hash == table->waiting[at].hash && slot->number != 0)
        __builtin_prefetch(table->arena + table->entries[slot->number - 1].offset);
    }
  }
  for (int at = 0; at < table->waits; at++) count(table, table->waiting[at].key, table->waiting[at].length, table->waiting[at].hash);
  table->waits = 0;
}

/* The key must stay where it is until the next flush. */
static inline void add(Table *table, const char *key, const char *end) {
  const uint32_t length = (uint32_t)(end - key);
  const uint32_t hash = hash_of(key, length);
  if (table->size > 0) __builtin_prefetch(&table->slots[hash & table->mask]);
  table->waiting[table->waits++] = (Waiting){key, length, hash};
  if (table->waits == BATCH) flush(table);
}

/* ---- lines ---- */

static Table pages, addresses, agents, methods, minutes;
static uint64_t statuses[1000], lines, parsed;
static int pagesOnly;

static inline const char *closing_quote(const char *start, const char *end) {
  const char *at = find(start, end, '"');
  while (at < end && at[-1] == '\\') {
    const char *escapes = at;
    while (escapes > start && escapes[-1] == '\\') escapes--;
    if ((at - escapes) % 2 == 0) break;
    at = find(at + 1, end, '"');
  }
  return at;
}

/* address ident user [stamp] "request" status size "referer" "agent" */
static inline void line(const char *start, const char *end) {
  lines++;
  const char *addressEnd = find(start, end, ' ');
  const char *bracket = find(addressEnd, end, '[');
  const char *request = bracket + 30;
  if (request >= end || request[-1] != '"' || bracket[27] != ']') return;
  const char *requestEnd = closing_quote(request, end);
  const char *status = requestEnd + 2;
  if (status + 4 >= end || status[-1] != ' ' || status[3] != ' ') return;
  const char *sizeEnd = find(status + 4, end, ' ');
  parsed++;
  const char *methodEnd = find(request, requestEnd, ' ');
  const char *page = methodEnd + 1;
  if (page < requestEnd) add(&pages, page, find(page, requestEnd, ' '));
  if (pagesOnly) return;
  add(&addresses, start, addressEnd);
  if (page < requestEnd) add(&methods, request, methodEnd);
  statuses[((status[0] & 15) * 100 + (status[1] & 15) * 10 + (status[2] & 15)) % 1000]++;
  add(&minutes, bracket + 1, bracket + 18);
  const char *refererEnd = sizeEnd + 2 < end ? closing_quote(sizeEnd + 2, end) : end;
  const char *agent = refererEnd + 3;
  if (agent < end) add(&agents, agent, closing_quote(agent, end));
}

static void flush_all(void) {
  flush(&pages);
  flush(&addresses);
  flush(&agents);
  flush(&methods);
  flush(&minutes);
}

static void read_file(const char *path) {
  static char buffer[SLACK + BUFFER + SLACK];
  char *const begin = buffer + SLACK;
  const int file = open(path, O_RDONLY);
  if (file < 0) {
    perror(path);
    return;
  }
  size_t kept = 0;
  ssize_t got;
  while ((got = read(file, begin + kept, BUFFER - kept)) > 0) {
    const char *at = begin, *end = begin + kept + got, *feed;
    while ((feed = find(at, end, '\n')) < end) {
      line(at, feed);
      at = feed + 1;
    }
    flush_all();
    kept = (size_t)(end - at) < BUFFER ? (size_t)(end - at) : 0;
    memmove(begin, at, kept);
  }
  if (kept > 0) {
    line(begin, begin + kept);
    flush_all();
  }
  close(file);
}

/* ---- the answer ---- */

static const Table *sorted;

static int by_count(const void *a, const void *b) {
  const Entry *one = &sorted->entries[*(const uint32_t *)a], *other = &sorted->entries[*(const uint32_t *)b];
  if (one->count != other->count) return one->count < other->count ? 1 : -1;
  const size_t shared = one->length < other->length ? one->length : other->length;
  const int order = memcmp(sorted->arena + one->offset, sorted->arena + other->offset, shared);
  return order != 0 ? order : (int)one->length - (int)other->length;
}

static void print(const char *title, const Table *table, size_t top) {
  printf("%s %zu\n", title, table->size);
  /* A threshold first: sorting everything would cost more than counting it. */
  uint64_t least = 1;
  size_t left = table->size;
  while (left > 100 * top + 1000) {
    least *= 2;
    left = 0;
    for (size_t index = 0; index < table->size; index++) left += table->entries[index].count >= least;
    if (left < top) {
      least /= 2;
      break;
    }
  }
  uint32_t *order = grown(NULL, (table->size + 1) * sizeof *order);
  size_t chosen = 0;
  for (size_t index = 0; index < table->size; index++)
    if (table->entries[index].count >= least) order[chosen++] = (uint32_t)index;
  sorted = table;
  qsort(order, chosen, sizeof *order, by_count);
  for (size_t at = 0; at < chosen && at < top; at++) {
    const Entry *entry = &table->entries[order[at]];
    printf("%llu %.*s\n", (unsigned long long)entry->count, (int)entry->length, table->arena + entry->offset);
  }
  free(order);
}

int main(int count, char **words) {
  size_t top = 10;
  int option;
  while ((option = getopt(count, words, "pt:")) != -1) {
    if (option == 'p') pagesOnly = 1;
    else if (option == 't') top = strtoul(optarg, NULL, 10);
    else return 2;
  }
  for (int at = optind; at < count; at++) read_file(words[at]);
  printf("lines %llu\nparsed %llu\n", (unsigned long long)lines, (unsigned long long)parsed);
  print("pages", &pages, top);
  if (pagesOnly) return 0;
  print("addresses", &addresses, top);
  print("agents", &agents, top);
  print("methods", &methods, top);
  print("minutes", &minutes, top);
  for (int status = 0; status < 1000; status++)
    if (statuses[status] > 0) printf("%llu status %03d\n", (unsigned long long)statuses[status], status);
  return 0;
}
