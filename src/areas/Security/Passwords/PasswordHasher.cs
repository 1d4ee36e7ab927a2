using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Security;

/// <summary>
/// Turns passwords into <c>pbkdf2-sha512$rounds$salt$hash</c> and checks them. As many at once as there are cores: a
/// flood of log-ins then waits for itself and not the whole server for it.
/// </summary>
internal sealed class PasswordHasher : IDisposable
{
    /// <summary>Longer ones are refused before they are hashed.</summary>
    public const int LongestPassword = 1024;

    private const string Scheme = "pbkdf2-sha512";
    private const int SaltBytes = 16;
    private const int HashBytes = 64;
    private const int MostWaiting = 64;

    private readonly int _iterations;
    private readonly SecurityMetrics _metrics;
    private readonly SemaphoreSlim _lanes = new(Environment.ProcessorCount);
    private readonly string _nobody;
    private int _waiting;
    private long _computed;

    public PasswordHasher(int iterations, SecurityMetrics metrics)
    {
        (_iterations, _metrics) = (iterations, metrics);
        // Nobody's password has this hash, since nobody's hash is made of noise; checking against it takes as long as any.
        _nobody = Write(iterations, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(HashBytes));
    }

    /// <summary>Whether so many are waiting already that one more had better come back later.</summary>
    public bool IsBusy => Volatile.Read(ref _waiting) >= MostWaiting;

    /// <summary>How many hashes were computed so far.</summary>
    public long Computed => Interlocked.Read(ref _computed);

    public Task<string> HashAsync(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return InLaneAsync(() => Write(_iterations, salt, Compute(password, salt, _iterations)));
    }

    /// <summary>
    /// Whether the password is the stored one; without a stored one it takes the same time to say no.
    /// </summary>
    public async Task<bool> VerifyAsync(string password, string? stored)
    {
        var (iterations, salt, expected) = Read(stored ?? _nobody);
        // One that is too long takes its time too, and is wrong whatever it hashes to.
        var tried = password.Length > LongestPassword ? password[..LongestPassword] : password;
        var isEqual = await InLaneAsync(() => CryptographicOperations.FixedTimeEquals(expected, Compute(tried, salt, iterations)));
        return isEqual && stored is not null && password.Length <= LongestPassword;
    }

    /// <summary>Whether a stored hash was made with fewer rounds than are asked for now.</summary>
    public bool IsWeak(string stored) => Read(stored).Iterations < _iterations;

    public void Dispose() => _lanes.Dispose();

    private async Task<T> InLaneAsync<T>(Func<T> compute)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _lanes.WaitAsync();
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
        try
        {
            return await Task.Run(compute);
        }
        finally
        {
            _lanes.Release();
        }
    }

    private byte[] Compute(string password, byte[] salt, int iterations)
    {
        Interlocked.Increment(ref _computed);
        _metrics.Hashed();
        return Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA512, HashBytes);
    }

    private static string Write(int iterations, byte[] salt, byte[] hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");

    private static (int Iterations, byte[] Salt, byte[] Hash) Read(string stored)
    {
        var parts = stored.Split('$');
        return parts.Length == 4 && parts[0] == Scheme
            ? (int.Parse(parts[1], CultureInfo.InvariantCulture), Convert.FromBase64String(parts[2]), Convert.FromBase64String(parts[3]))
            : throw new FormatException("A stored password hash is not one of ours.");
    }
}
