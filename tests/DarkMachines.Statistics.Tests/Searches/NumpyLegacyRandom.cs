namespace DarkMachines.Statistics.Tests.Searches;

/// <summary>numpy.random.RandomState's normal numbers: the Mersenne Twister MT19937 and the polar method.</summary>
internal sealed class NumpyLegacyRandom
{
    private const int Length = 624, Middle = 397;

    private readonly uint[] _state = new uint[Length];
    private int _place = Length;
    private double? _spare;

    public NumpyLegacyRandom(uint seed)
    {
        _state[0] = seed;
        for (uint i = 1; i < Length; i++)
            _state[i] = 1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30)) + i;
    }

    public double Normal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        while (true)
        {
            double x = 2 * Uniform() - 1, y = 2 * Uniform() - 1, square = x * x + y * y;
            if (square is 0 or >= 1)
                continue;
            var factor = Math.Sqrt(-2 * Math.Log(square) / square);
            _spare = factor * x;
            return factor * y;
        }
    }

    private double Uniform() => ((Next() >> 5) * 67108864.0 + (Next() >> 6)) / 9007199254740992.0;

    private uint Next()
    {
        if (_place == Length)
        {
            for (var i = 0; i < Length; i++)
            {
                var bits = (_state[i] & 0x80000000) | (_state[(i + 1) % Length] & 0x7fffffff);
                _state[i] = _state[(i + Middle) % Length] ^ (bits >> 1) ^ ((bits & 1) == 0 ? 0 : 0x9908b0dfu);
            }

            _place = 0;
        }

        var y = _state[_place++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }
}
