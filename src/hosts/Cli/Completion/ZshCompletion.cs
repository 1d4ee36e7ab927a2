using System.Text;

namespace Gantry.Cli;

/// <summary>Completion for zsh, with what each word means.</summary>
internal static class ZshCompletion
{
    public static string Write(CompletionWords root)
    {
        var script = new StringBuilder("""
            #compdef gantry ./gantry
            # Completion of gantry for zsh; made by 'gantry completion zsh'.
            _gantry() {
              local at="" word
              local -a found
              for word in ${words[2,CURRENT-1]}; do
                case "${at:+$at }$word" in

            """);
        script.Append("      ").Append(string.Join("|", root.All.Skip(1).Select(c => $"'{c.Path}'"))).Append(") at=\"${at:+$at }$word\" ;;\n");
        script.Append("    esac\n  done\n  case \"$at\" in\n");
        foreach (var command in root.All)
        {
            script.Append("    '").Append(command.Path).Append("')\n      if [[ $PREFIX == -* ]]; then found=(")
                .Append(string.Join(' ', command.Options.Select(o => Quoted(o.Name, o.Description)))).Append("); else found=(")
                .Append(string.Join(' ', command.Inner.Select(i => Quoted(i.Name, i.Description)))).Append("); fi ;;\n");
        }
        script.Append("""
              esac
              if (( ${#found} )); then _describe gantry found; else _files; fi
            }
            compdef _gantry gantry ./gantry

            """);
        return script.ToString();
    }

    private static string Quoted(string word, string description) =>
        $"'{word}:{description.Replace("'", "'\\''", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)}'";
}
