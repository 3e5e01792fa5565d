package com.happypancake.cli.usecase;

import com.happypancake.cli.command.Subcommand;
import com.happypancake.schemas.catalogue.Topologies;
import com.happypancake.transformer.usecase.CoverageGraph;
import com.happypancake.transformer.usecase.UseCases;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code hpc transform graph}: prints the way from tables to modules for Graphviz. */
@Command(
    name = "graph",
    header = "Draw the way from tables over events to modules.",
    description =
        "Prints a graph in Graphviz's language dot. What no use case covers is red. A dashed line"
            + " leads from a table that is only looked up. docs/graph.svg is the picture.",
    footer = {"  hpc transform graph | dot -Tsvg > graph.svg"})
public final class TransformGraphCommand extends Subcommand {

  @Override
  protected void run() throws IOException {
    for (String line : CoverageGraph.of(UseCases.all(), Topologies.hpc())) {
      output().line(line);
    }
  }
}
