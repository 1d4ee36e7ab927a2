using Microsoft.Extensions.Logging.Console;

namespace Gantry.Server;

/// <summary>Log lines on standard error: for people, or as JSON for collectors. Standard output stays for the banner.</summary>
internal static class Logging
{
    public static void Configure(ILoggingBuilder logging, Settings settings)
    {
        logging.ClearProviders();
        var level = Enum.Parse<LogLevel>(settings.Text("log.level"), ignoreCase: true);
        logging.SetMinimumLevel(level);
        // The framework tells of each request at this level; a line per request is what metrics and traces are for.
        logging.AddFilter("Microsoft", level < LogLevel.Warning ? LogLevel.Warning : level);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (settings.Text("log.format") == "json")
            logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        else
            logging.AddSimpleConsole(text => (text.SingleLine, text.UseUtcTimestamp, text.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ "));
    }
}
