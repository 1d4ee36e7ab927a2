namespace Gantry.Hub;

/// <summary>The passwords that subscribers gave for their endpoints: sealed for one subscription each.</summary>
internal sealed class SubscriptionSecrets(ISecrets secrets)
{
    /// <summary>Seals a password; null stays null.</summary>
    public async Task<string?> SealAsync(Guid subscription, string? password, CancellationToken ct) =>
        password is null ? null : await secrets.SealAsync(password, Purpose(subscription), ct);

    /// <summary>The password of a subscription's endpoint; null when it has none.</summary>
    public Result<string?> Open(Subscription subscription)
    {
        if (subscription.Endpoint?.Password is not { } password)
            return (string?)null;
        try
        {
            return secrets.Open(password, Purpose(subscription.Id));
        }
        catch (SecretUnreadableException e)
        {
            return SubscriptionFaults.SealedElsewhere(subscription.Id, e.Message);
        }
    }

    private static string Purpose(Guid subscription) => $"hub.subscription/{subscription:D}";
}
