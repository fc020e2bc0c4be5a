/* Exact rationals of 64-bit numbers, as base.h describes them; products take 128 bits. */
#include "base.h"

__extension__ typedef __int128 Wide;

static const Rational OVERFLOWED = {0, 0};

static Rational
reduce(Wide num, Wide den)
{
    if (den == 0)
        return OVERFLOWED;
    if (den < 0) {
        num = -num;
        den = -den;
    }
    Wide a = num < 0 ? -num : num, b = den;
    while (b) {
        Wide rest = a % b;
        a = b;
        b = rest;
    }
    num /= a;
    den /= a;
    if (num > INT64_MAX || num < INT64_MIN || den > INT64_MAX)
        return OVERFLOWED;
    return (Rational){(int64_t)num, (int64_t)den};
}

Rational
rational(int64_t num, int64_t den)
{
    return reduce(num, den);
}

Rational
rational_add(Rational a, Rational b)
{
    return reduce((Wide)a.num * b.den + (Wide)b.num * a.den, (Wide)a.den * b.den);
}

Rational
rational_multiply(Rational a, Rational b)
{
    return reduce((Wide)a.num * b.num, (Wide)a.den * b.den);
}

Rational
rational_negate(Rational a)
{
    return reduce(-(Wide)a.num, a.den);
}

Rational
rational_power(Rational a, int exponent)
{
    int64_t left = exponent;
    if (left < 0) {
        left = -left;
        a = reduce(a.den, a.den ? a.num : 0);
    }
    Rational power = a.den ? RATIONAL_ONE : OVERFLOWED;
    while (left && power.den) {
        if (left & 1)
            power = rational_multiply(power, a);
        left >>= 1;
        if (left)
            a = rational_multiply(a, a);
    }
    return power;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Appends the digits from `at` to `value`; false where they do not fit. */
static bool
take_digits(const char *at, const char *end, Wide *value)
{
    for (; at < end; at++)
        if (__builtin_mul_overflow(*value, 10, value) ||
            __builtin_add_overflow(*value, *at - '0', value))
            return false;
    return true;
}

/* Reads "e-4" at `*at` into the exponent; false where it is malformed or absurd. */
static bool
take_exponent(const char **at, const char *end, int *exponent)
{
    if (*at == end || (**at != 'e' && **at != 'E'))
        return true;
    ++*at;
    bool negative = *at < end && **at == '-';
    if (*at < end && (**at == '-' || **at == '+'))
        ++*at;
    if (*at == end)
        return false;
    for (; *at < end && is_digit(**at); ++*at)
        if ((*exponent = *exponent * 10 + (**at - '0')) > 9999)
            return false;
    if (negative)
        *exponent = -*exponent;
    return true;
}

/* mantissa * 10^scale; den == 0 where that does not fit. */
static Rational
scaled(Wide mantissa, int scale)
{
    Wide ten = 1;
    if (mantissa == 0)
        return RATIONAL_ZERO;
    for (int i = 0; i < (scale < 0 ? -scale : scale); i++)
        if (__builtin_mul_overflow(ten, 10, &ten))
            return OVERFLOWED;
    if (scale < 0)
        return reduce(mantissa, ten);
    if (__builtin_mul_overflow(mantissa, ten, &mantissa))
        return OVERFLOWED;
    return reduce(mantissa, 1);
}

bool
rational_parse(const char *word, size_t size, Rational *value)
{
    const char *at = word, *end = word + size;
    bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    const char *whole = at;
    while (at < end && is_digit(*at))
        at++;
    Wide mantissa = 0;
    if (at == whole || !take_digits(whole, at, &mantissa))
        return false;
    int exponent = 0, scale = 0;
    if (at < end && *at == '.') {
        const char *part = ++at;
        while (at < end && is_digit(*at))
            at++;
        const char *last = at; /* zeros at the end of the fraction mean nothing */
        while (last > part && last[-1] == '0')
            last--;
        if (at == part || last - part > 99 || !take_digits(part, last, &mantissa))
            return false;
        scale = (int)(last - part);
    }
    if (!take_exponent(&at, end, &exponent) || at != end)
        return false;
    Rational made = scaled(negative ? -mantissa : mantissa, exponent - scale);
    if (made.den)
        *value = made;
    return made.den != 0;
}

bool
rational_equal(Rational a, Rational b)
{
    return a.den != 0 && a.num == b.num && a.den == b.den;
}

int
rational_sign(Rational a)
{
    return (a.num > 0) - (a.num < 0);
}

double
rational_double(Rational a)
{
    /* long double holds both exactly where it is wider than double, so one rounding is left */
    return (double)((long double)a.num / (long double)a.den);
}
