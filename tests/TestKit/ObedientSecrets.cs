using System.Text;

namespace Gantry.TestKit;

/// <summary>A safe that anybody could open, but only for what it was closed for.</summary>
public sealed class ObedientSecrets : ISecrets
{
    /// <summary>What there is, by <c>mission/environment/name</c>.</summary>
    public Dictionary<string, string> Kept { get; } = [];

    public Task<string?> FindAsync(string mission, string environment, string name, CancellationToken ct) =>
        Task.FromResult(Kept.GetValueOrDefault($"{mission}/{environment}/{name}"));

    public Task<string> SealAsync(string value, string purpose, CancellationToken ct) =>
        Task.FromResult("sealed:" + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{purpose}\n{value}")));

    public string Open(string sealedValue, string purpose)
    {
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(sealedValue["sealed:".Length..])).Split('\n', 2);
        return parts[0] == purpose ? parts[1] : throw new SecretUnreadableException($"it was sealed for {parts[0]}");
    }
}
