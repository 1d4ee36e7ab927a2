namespace Gantry.Api;

/// <summary>A secret as it is listed: its name, how often it was set, when and by whom; never its value.</summary>
public sealed record SecretView(string Name, long Version, DateTimeOffset SetAt, string SetBy);

/// <summary>A secret's new value.</summary>
public sealed record SetSecret(string Value);
