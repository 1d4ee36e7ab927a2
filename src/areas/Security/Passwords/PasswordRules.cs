namespace Gantry.Security;

/// <summary>What a password must be. Length is what counts; the rest only stops the thoughtless.</summary>
internal static class PasswordRules
{
    public const int Shortest = 12;

    private const int Longest = 256;
    private const int FewestLetters = 5;

    /// <summary>What is wrong with a password, in words that follow it; null when nothing is.</summary>
    public static string? WrongWith(string password) =>
        password.Length < Shortest ? $"has fewer than {Shortest} characters"
        : password.Length > Longest ? $"has more than {Longest} characters"
        : password.Any(char.IsControl) ? "holds a control character"
        : password.Distinct().Count() < FewestLetters ? $"has fewer than {FewestLetters} different characters"
        : null;

    public static Fault? Refuse(string password, string name) =>
        WrongWith(password) is { } wrong ? SecurityFaults.BadPassword("the password " + wrong)
        : password.Contains(name, StringComparison.OrdinalIgnoreCase) && password.Length < name.Length + Shortest
            ? SecurityFaults.BadPassword("the password is little more than the name")
        : null;

    /// <summary>A secret that nobody guesses and every client can send without escaping.</summary>
    public static string MakeUp() => TokenText.Random(32);
}
