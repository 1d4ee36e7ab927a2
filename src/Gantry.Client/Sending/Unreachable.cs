using System.Net.Sockets;
using System.Security.Authentication;

namespace Gantry.Client.Sending;

/// <summary>Says in words why nothing answers, and what to do about it.</summary>
internal static class Unreachable
{
    public static GantryUnreachableException Explain(Uri address, Exception e, bool hasAnswered)
    {
        var shown = Sender.Shown(address);
        if (Find<AuthenticationException>(e) is { } tls)
            return new(address, $"{shown} cannot be trusted: {tls.Message.TrimEnd('.')}. Let SSL_CERT_FILE name the certificate of the authority that signed its own.", e);
        if (e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
            return new(address, $"What listens at {shown} does not speak TLS, or not one that is accepted here. Is it meant to be http://?", e);
        return hasAnswered
            ? new(address, $"The server at {shown} went away: {Why(e)}. Look at its log, then try again.", e)
            : new(address, $"Nothing answers at {shown}: {Why(e)}. Start a server with 'gantry up', or name another one with --url or GANTRY_URL.", e);
    }

    private static string Why(Exception e)
    {
        if (Find<SocketException>(e) is { } socket)
        {
            return socket.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "the connection was refused",
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the name is not known",
                SocketError.ConnectionReset => "the connection was cut",
                _ => socket.Message,
            };
        }
        return e is OperationCanceledException ? "it took too long to connect" : e.Message.TrimEnd('.');
    }

    private static T? Find<T>(Exception? e) where T : Exception
    {
        while (e is not (null or T))
            e = e.InnerException;
        return e as T;
    }
}
