using System.Text;

namespace Gantry.Cli;

/// <summary>Completion for bash: words and options from the script itself, files from the shell.</summary>
internal static class BashCompletion
{
    public static string Write(CompletionWords root)
    {
        var script = new StringBuilder("""
            # Completion of gantry for bash; made by 'gantry completion bash'.
            _gantry() {
              local current="${COMP_WORDS[COMP_CWORD]}" path="" word i words=""
              for ((i = 1; i < COMP_CWORD; i++)); do
                word="${COMP_WORDS[i]}"
                case "$path${path:+ }$word" in

            """);
        script.Append("      ").Append(string.Join("|", root.All.Skip(1).Select(c => $"'{c.Path}'"))).Append(") path=\"$path${path:+ }$word\" ;;\n");
        script.Append("    esac\n  done\n  case \"$path\" in\n");
        foreach (var command in root.All)
        {
            var words = command.Inner.Select(i => i.Name);
            script.Append("    '").Append(command.Path).Append("') words='").Append(string.Join(' ', words)).Append("'\n")
                .Append("      [[ $current == -* ]] && words='").Append(string.Join(' ', command.Options.Select(o => o.Name))).Append("' ;;\n");
        }
        script.Append("""
              esac
              COMPREPLY=($(compgen -W "$words" -- "$current"))
            }
            complete -o default -F _gantry gantry ./gantry

            """);
        return script.ToString();
    }
}
