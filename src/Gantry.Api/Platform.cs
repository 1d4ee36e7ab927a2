namespace Gantry.Api;

/// <summary>What this program is.</summary>
public sealed record VersionView(string Product, string Version, string Runtime);

/// <summary>Whether the server can do its work, and if not, what is missing.</summary>
public sealed record HealthView(string Status, IReadOnlyList<HealthPart> Parts);

/// <summary>One thing the server needs.</summary>
public sealed record HealthPart(string Name, bool IsHealthy, string Detail);

/// <summary>A setting, its value (not for secrets) and where it came from.</summary>
public sealed record SettingView(string Key, string? Value, string Source, string Meaning, bool IsSecret);
