# Builds the mission's program. What a step sees of the release cannot be written, so it is built elsewhere.
set -eu
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_HOME="$TMPDIR" NUGET_PACKAGES="$TMPDIR/packages"
out=$PWD/out/neo
cp -r tools/Neo "$TMPDIR/Neo"
cd "$TMPDIR/Neo"
echo "progress 0.1 building"
dotnet build -c Release -o "$out" -v quiet -p:UseSharedCompilation=false -p:UseAppHost=false -p:Deterministic=true -p:DebugType=none -p:ContinuousIntegrationBuild=true
echo "progress 1 built"
