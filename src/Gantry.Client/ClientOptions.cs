namespace Gantry.Client;

/// <summary>How patient a client is. The defaults suit people and programs alike.</summary>
public sealed record ClientOptions
{
    /// <summary>How often a request that may be repeated is sent in all.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>How long to wait before the second attempt; each further wait is twice as long.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait; a server that asks for more is not asked again.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an ordinary answer may take.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a stream may be silent before it counts as cut. Live streams say every 15 s that they are alive.</summary>
    public TimeSpan SilentFor { get; init; } = TimeSpan.FromSeconds(60);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What carries the requests; left out, a connection pool of the client's own.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
