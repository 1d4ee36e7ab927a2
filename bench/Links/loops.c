/* What a C programmer would write for the same work, built with -O3 -march=native: the measure for the codecs. */
#include <stdint.h>
#include <stddef.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { CODEWORD = 255, CHECKS = 32, INTERLEAVE = 4, BLOCK = CODEWORD * INTERLEAVE, SIXTEEN = 16, PLACES = SIXTEEN / INTERLEAVE };

static uint8_t to_dual[256], to_conventional[256];
static uint8_t low[CHECKS][SIXTEEN], high[CHECKS][SIXTEEN], whole[CHECKS][256];
static uint8_t sequence[255];
static uint16_t crc[8][256];

static uint8_t times(unsigned a, unsigned b)
{
    unsigned product = 0;
    for (; b; b >>= 1, a = a & 0x80 ? (a << 1) ^ 0x187 : a << 1)
        product ^= b & 1 ? a : 0;
    return (uint8_t)product;
}

static uint8_t power(uint8_t base, int exponent)
{
    uint8_t value = 1;
    while (exponent-- > 0)
        value = times(value, base);
    return value;
}

static void basis(uint8_t *table, const uint8_t *rows)
{
    for (int value = 0; value < 256; value++)
        for (int bit = 0; bit < 8; bit++)
            table[value] ^= value & (0x80 >> bit) ? rows[bit] : 0;
}

void prepare(void)
{
    static const uint8_t there[8] = { 0x8D, 0xEF, 0xEC, 0x86, 0xFA, 0x99, 0xAF, 0x7B }, back[8] = { 0xC5, 0x42, 0x2E, 0xFD, 0xF0, 0x79, 0xAC, 0xCC };
    memset(to_dual, 0, sizeof to_dual);
    memset(to_conventional, 0, sizeof to_conventional);
    basis(to_dual, there);
    basis(to_conventional, back);
    for (int j = 0; j < CHECKS; j++) {
        uint8_t root = power(2, 11 * (112 + j) % 255), step = power(root, PLACES);
        for (int i = 0; i < SIXTEEN; i++) {
            low[j][i] = to_dual[times(to_conventional[i], step)];
            high[j][i] = to_dual[times(to_conventional[i << 4], step)];
        }
        for (int i = 0; i < 256; i++)
            whole[j][i] = to_dual[times(to_conventional[i], root)];
    }
    unsigned cells = 0xFF;
    memset(sequence, 0, sizeof sequence);
    for (int bit = 0; bit < 255 * 8; bit++) {
        sequence[bit >> 3] |= (cells & 1) << (7 - (bit & 7));
        unsigned next = (cells ^ cells >> 3 ^ cells >> 5 ^ cells >> 7) & 1;
        cells = cells >> 1 | next << 7;
    }
    for (int octet = 0; octet < 256; octet++) {
        uint16_t value = (uint16_t)(octet << 8);
        for (int bit = 0; bit < 8; bit++)
            value = value & 0x8000 ? (uint16_t)(value << 1 ^ 0x1021) : (uint16_t)(value << 1);
        crc[0][octet] = value;
    }
    for (int slice = 1; slice < 8; slice++)
        for (int octet = 0; octet < 256; octet++)
            crc[slice][octet] = (uint16_t)(crc[slice - 1][octet] << 8 ^ crc[0][crc[slice - 1][octet] >> 8]);
}

/* The sums of one root over a whole block, the last step left to the reader of sixteen octets. */
static void fold(const uint8_t *sums, int root, uint8_t *syndromes)
{
    memset(syndromes, 0, INTERLEAVE);
    for (int place = 0; place < PLACES; place++)
        for (int codeword = 0; codeword < INTERLEAVE; codeword++)
            syndromes[codeword] = whole[root][syndromes[codeword]] ^ sums[place * INTERLEAVE + codeword];
}

static unsigned syndromes_of(const uint8_t *block)
{
    uint8_t padded[SIXTEEN] = { 0 }, all[CHECKS * INTERLEAVE];
    enum { BEGUN = BLOCK % SIXTEEN ? BLOCK % SIXTEEN : SIXTEEN };
    memcpy(padded + SIXTEEN - BEGUN, block, BEGUN);
#if defined(__AVX512BW__)
    const __m512i mask = _mm512_set1_epi8(0x0F);
    for (int j = 0; j < CHECKS; j += 16) {
        __m512i l[4], h[4], s[4];
        for (int k = 0; k < 4; k++) {
            l[k] = _mm512_loadu_si512(low[j + 4 * k]);
            h[k] = _mm512_loadu_si512(high[j + 4 * k]);
            s[k] = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)padded));
        }
        for (int at = BEGUN; at < BLOCK; at += SIXTEEN) {
            __m512i row = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(block + at)));
            for (int k = 0; k < 4; k++)
                s[k] = _mm512_ternarylogic_epi32(row, _mm512_shuffle_epi8(l[k], _mm512_and_si512(s[k], mask)),
                    _mm512_shuffle_epi8(h[k], _mm512_and_si512(_mm512_srli_epi16(s[k], 4), mask)), 0x96);
        }
        for (int k = 0; k < 4; k++) {
            uint8_t sums[64];
            _mm512_storeu_si512(sums, s[k]);
            for (int root = 0; root < 4; root++)
                fold(sums + 16 * root, j + 4 * k + root, all + (j + 4 * k + root) * INTERLEAVE);
        }
    }
#elif defined(__AVX2__)
    const __m256i mask = _mm256_set1_epi8(0x0F);
    for (int j = 0; j < CHECKS; j += 8) {
        __m256i l[4], h[4], s[4];
        for (int k = 0; k < 4; k++) {
            l[k] = _mm256_loadu_si256((const __m256i *)low[j + 2 * k]);
            h[k] = _mm256_loadu_si256((const __m256i *)high[j + 2 * k]);
            s[k] = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)padded));
        }
        for (int at = BEGUN; at < BLOCK; at += SIXTEEN) {
            __m256i row = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(block + at)));
            for (int k = 0; k < 4; k++)
                s[k] = _mm256_xor_si256(row, _mm256_xor_si256(_mm256_shuffle_epi8(l[k], _mm256_and_si256(s[k], mask)),
                    _mm256_shuffle_epi8(h[k], _mm256_and_si256(_mm256_srli_epi16(s[k], 4), mask))));
        }
        for (int k = 0; k < 4; k++) {
            uint8_t sums[32];
            _mm256_storeu_si256((__m256i *)sums, s[k]);
            for (int root = 0; root < 2; root++)
                fold(sums + 16 * root, j + 2 * k + root, all + (j + 2 * k + root) * INTERLEAVE);
        }
    }
#else
    for (int j = 0; j < CHECKS; j++) {
        uint8_t sums[SIXTEEN];
        memcpy(sums, padded, SIXTEEN);
        for (int at = BEGUN; at < BLOCK; at += SIXTEEN)
            for (int i = 0; i < SIXTEEN; i++)
                sums[i] = low[j][sums[i] & 15] ^ high[j][sums[i] >> 4] ^ block[at + i];
        fold(sums, j, all + j * INTERLEAVE);
    }
#endif
    unsigned off = 0;
    for (int i = 0; i < CHECKS * INTERLEAVE; i++)
        off |= all[i];
    return off;
}

/* How many of the blocks are clean. */
long clean_blocks(const uint8_t *blocks, long count)
{
    long clean = 0;
    for (long i = 0; i < count; i++)
        clean += syndromes_of(blocks + i * BLOCK) == 0;
    return clean;
}

/* Each block is randomised from the beginning of the sequence. */
void randomise(uint8_t *blocks, long count)
{
    for (long i = 0; i < count; i++)
        for (int at = 0; at < BLOCK; at += 255)
            for (int k = 0; k < 255; k++)
                blocks[i * BLOCK + at + k] ^= sequence[k];
}

long checks_of(const uint8_t *blocks, long count)
{
    long sum = 0;
    for (long i = 0; i < count; i++) {
        uint16_t value = 0xFFFF;
        const uint8_t *at = blocks + i * BLOCK, *end = at + BLOCK;
        for (; end - at >= 8; at += 8)
            value = crc[7][at[0] ^ value >> 8] ^ crc[6][at[1] ^ (value & 0xFF)] ^ crc[5][at[2]] ^ crc[4][at[3]] ^ crc[3][at[4]] ^ crc[2][at[5]] ^ crc[1][at[6]] ^ crc[0][at[7]];
        for (; at < end; at++)
            value = (uint16_t)(value << 8 ^ crc[0][value >> 8 ^ *at]);
        sum += value;
    }
    return sum;
}

/* Packets one behind the other: how many, and their processes added up. */
long walk(const uint8_t *octets, long length)
{
    long sum = 0;
    for (long at = 0; length - at >= 6;) {
        const uint8_t *header = octets + at;
        long total = 7 + (header[4] << 8 | header[5]);
        if (header[0] >> 5 != 0 || total > length - at)
            return -1;
        sum += 1 + ((header[0] & 7) << 8 | header[1]);
        at += total;
    }
    return sum;
}
