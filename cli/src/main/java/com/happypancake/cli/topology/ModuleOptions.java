package com.happypancake.cli.topology;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Candidates;
import com.happypancake.cli.command.CommandException;
import com.happypancake.seeder.broker.BrokerTopology;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option for the modules that have a queue. */
final class ModuleOptions {

  @Option(
      names = "--modules",
      split = ",",
      paramLabel = "NAME",
      completionCandidates = Candidates.Modules.class,
      description = "Only the queues of these modules. Default: all of them.")
  private List<String> modules = new ArrayList<>();

  /**
   * Returns the topology with the queues of the chosen modules.
   *
   * @throws CommandException if there is no such module
   */
  BrokerTopology choose(BrokerTopology topology) throws CommandException {
    return Arguments.check("--modules", () -> topology.only(modules));
  }
}
