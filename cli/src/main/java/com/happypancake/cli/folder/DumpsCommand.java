package com.happypancake.cli.folder;

import picocli.CommandLine.Command;

/** {@code hpc dumps}: looks into a folder of dumps, merges deltas and imports other files. */
@Command(
    name = "dumps",
    header = "Look into a folder of dumps, merge deltas, import files of other programs.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {MergeCommand.class, ImportCommand.class},
    footer = {"  hpc dumps ls dumps/fi", "  hpc dumps head -n 3 dumps/fi Messages"})
public final class DumpsCommand extends FolderGroup {}
