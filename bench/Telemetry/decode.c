// The loops that Gantry is held against: the same packets, the same fields, the same calibration and the same limits.
#include <stdint.h>
#include <string.h>

struct field { int32_t byte, shift, bits, kind; };  // kind: 0 unsigned, 1 float of 32 bits

static inline uint64_t word(const uint8_t *at) {
    uint64_t bits;
    memcpy(&bits, at, 8);
    return __builtin_bswap64(bits);
}

static inline int matches(const uint8_t *p) {
    return (p[0] >> 4) == 0 && (((p[0] & 7) << 8) | p[1]) == 11;
}

// Driven by a table: every field of every packet becomes a double in its column.
long decode_table(const uint8_t *data, int size, long packets, const struct field *fields, int count, double **columns) {
    long decoded = 0;
    for (long n = 0; n < packets; n++, data += size) {
        if (!matches(data)) continue;
        long row = decoded++ & 1023;
        for (int i = 0; i < count; i++) {
            const struct field *f = fields + i;
            uint64_t bits = word(data + f->byte) << f->shift >> (64 - f->bits);
            if (f->kind == 1) {
                uint32_t whole = (uint32_t)bits;
                float real;
                memcpy(&real, &whole, 4);
                columns[i][row] = real;
            } else {
                columns[i][row] = (double)bits;
            }
        }
    }
    return decoded;
}

// Columns of 1024, each calibrated by a polynomial of second degree and held against four limits.
static void finish(double *column, uint8_t *levels, long rows, const double *c, const double *limits) {
    for (long i = 0; i < rows; i++) {
        double x = column[i];
        double y = (c[2] * x + c[1]) * x + c[0];
        column[i] = y;
        levels[i] = (uint8_t)((!(y >= limits[0]) || !(y <= limits[1])) + (!(y >= limits[2]) || !(y <= limits[3])));
    }
}

long decode_calibrated(const uint8_t *data, int size, long packets, const struct field *fields, int count, double **columns,
                       uint8_t **levels, int from, const double *c, const double *limits) {
    long decoded = 0;
    while (packets > 0) {
        long block = packets < 1024 ? packets : 1024;
        long rows = decode_table(data, size, block, fields, count, columns);
        for (int i = from; i < count; i++) finish(columns[i], levels[i], rows, c, limits);
        decoded += rows;
        packets -= block;
        data += block * size;
    }
    return decoded;
}
