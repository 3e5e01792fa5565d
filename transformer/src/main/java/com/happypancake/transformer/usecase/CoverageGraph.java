package com.happypancake.transformer.usecase;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.catalogue.Topologies;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.topology.Module;
import com.happypancake.schemas.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The way from tables over events to modules, as a graph in Graphviz's language. What no use case
 * covers is red. A dashed line leads from a table that is only looked up.
 */
public final class CoverageGraph {

  private final List<String> lines = new ArrayList<>();
  private final Set<String> uncovered;

  private CoverageGraph(List<UseCase> cases) {
    uncovered =
        Coverage.of(cases).stream()
            .filter(each -> !each.isCovered())
            .map(Coverage::name)
            .collect(Collectors.toSet());
  }

  /** Returns the lines of the graph of the given use cases. */
  public static List<String> of(List<UseCase> cases, Topology topology) {
    return new CoverageGraph(cases).graph(topology);
  }

  private List<String> graph(Topology topology) {
    lines.add("digraph hpc {");
    lines.add("  rankdir=LR; ranksep=4; nodesep=0.15; fontname=\"sans-serif\";");
    lines.add(
        "  labelloc=t; label=\"Tables (blue), the events that their rows give (yellow), and the"
            + " modules that hear them (green).\\nDashed: the table is only looked up. Red: no use"
            + " case covers it.\";");
    lines.add("  node [fontname=\"sans-serif\", fontsize=11, height=0.25, style=filled];");
    lines.add("  edge [arrowsize=0.5];");
    for (LegacyTable table : LegacyCatalogue.hpc().tables()) {
      node(table.name(), "shape=box, fillcolor=\"#dbe9f6\"");
    }
    for (EventDefinition event : EventCatalogue.hpc().events()) {
      node(event.type(), "shape=ellipse, fillcolor=\"#fdf3d0\"");
    }
    for (Module module : topology.getModulesList()) {
      lines.add(
          "  \""
              + id(module)
              + "\" [label=\""
              + module.getName()
              + "\", shape=component, fillcolor=\"#dff0d8\"];");
    }
    EventCatalogue.hpc().events().forEach(event -> edges(event, topology));
    lines.add("}");
    return List.copyOf(lines);
  }

  private void node(String name, String look) {
    boolean isRed = uncovered.contains(name);
    String red = isRed ? ", color=red, fontcolor=red, penwidth=2" : "";
    lines.add("  \"" + name + "\" [" + look + red + "];");
  }

  private void edges(EventDefinition event, Topology topology) {
    String color = color(event.table());
    if (event.comesFromRows()) {
      edge(event.table(), event.type(), uncovered.contains(event.type()) ? "red" : color, "");
    }
    Set<String> tables = new TreeSet<>();
    collect(event.payload(), tables);
    tables.remove(event.table());
    tables.forEach(table -> edge(table, event.type(), color(table), ", style=dashed"));
    for (Module module : topology.getModulesList()) {
      if (Topologies.hears(module, event.routingKey())) {
        edge(event.type(), id(module), color, "");
      }
    }
  }

  /** Returns a colour of each table's edges, away from red. */
  private static String color(String table) {
    List<String> tables = LegacyCatalogue.hpc().tables().stream().map(LegacyTable::name).toList();
    return String.format(
        Locale.ROOT, "%.2f 0.80 0.65", 0.1 + 0.8 * (tables.indexOf(table) + 1) / tables.size());
  }

  /** Adds the tables of all columns that a message carries. */
  private static void collect(Descriptor message, Set<String> tables) {
    for (FieldDescriptor field : message.getFields()) {
      for (String column : field.getOptions().getExtension(OptionsProto.carries)) {
        tables.add(column.substring(0, column.indexOf('.')));
      }
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        collect(field.getMessageType(), tables);
      }
    }
  }

  private void edge(String from, String to, String color, String more) {
    lines.add("  \"" + from + "\" -> \"" + to + "\" [color=\"" + color + "\"" + more + "];");
  }

  private static String id(Module module) {
    return "module " + module.getName();
  }
}
