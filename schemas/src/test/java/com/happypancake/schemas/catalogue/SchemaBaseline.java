package com.happypancake.schemas.catalogue;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.TextFormat;
import com.google.protobuf.util.JsonFormat;
import com.happypancake.schemas.audit.AuditProto;
import com.happypancake.schemas.event.EventProto;
import com.happypancake.schemas.extraction.ExtractionProto;
import com.happypancake.schemas.index.IndexProto;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.ManifestProto;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.seed.SeedProto;
import com.happypancake.schemas.topology.Topology;
import com.happypancake.schemas.topology.TopologyProto;
import com.happypancake.schemas.transformation.TransformationProto;
import com.happypancake.schemas.types.TypesProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The schemas of the last release, and what the changelog says breaks since.
 *
 * @param schemas a descriptor set in protobuf's text format
 * @param topology the topology as JSON
 */
record SchemaBaseline(Path schemas, Path topology) {

  private static final Pattern DECLARATION =
      Pattern.compile("(?m)^- \\*\\*Breaking schema\\*\\*: (\\S+) \\(.+");

  /** The section of the changelog that no release has closed. */
  private static final Pattern UNRELEASED =
      Pattern.compile("(?msi)^## [^\\n]*unreleased.*?(?=^## |\\z)");

  static List<FileDescriptor> currentSchemas() {
    return List.of(
        OptionsProto.getDescriptor(),
        TypesProto.getDescriptor(),
        LegacyProto.getDescriptor(),
        EventProto.getDescriptor(),
        ManifestProto.getDescriptor(),
        IndexProto.getDescriptor(),
        ExtractionProto.getDescriptor(),
        TransformationProto.getDescriptor(),
        SeedProto.getDescriptor(),
        AuditProto.getDescriptor(),
        TopologyProto.getDescriptor());
  }

  /** Writes the current schemas and topology. */
  void renew() throws IOException {
    FileDescriptorSet set = DescriptorSets.of(currentSchemas());
    Files.writeString(schemas, TextFormat.printer().printToString(set));
    Files.writeString(topology, JsonFormat.printer().print(Topologies.hpc()) + "\n");
  }

  FileDescriptorSet set() throws IOException {
    ExtensionRegistry extensions = ExtensionRegistry.newInstance();
    OptionsProto.registerAllExtensions(extensions);
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    TextFormat.merge(Files.readString(schemas), extensions, set);
    return set.build();
  }

  Topology topologyBefore() throws IOException {
    Topology.Builder before = Topology.newBuilder();
    JsonFormat.parser().merge(Files.readString(topology), before);
    return before.build();
  }

  /**
   * Returns the elements that a changelog declares as broken: lines {@code - **Breaking schema**:
   * <element> (why)} of its unreleased section.
   */
  static Set<String> declarations(String changelog) {
    Set<String> elements = new LinkedHashSet<>();
    UNRELEASED
        .matcher(changelog)
        .results()
        .map(MatchResult::group)
        .flatMap(section -> DECLARATION.matcher(section).results())
        .forEach(line -> elements.add(line.group(1)));
    return elements;
  }

  /** Returns a sentence for each break that is not declared, and each declaration of no break. */
  static List<String> faults(List<SchemaComparison.Break> breaks, Set<String> declared) {
    List<String> faults = new ArrayList<>();
    for (SchemaComparison.Break each : breaks) {
      if (!each.declarable()) {
        faults.add(each.text());
      } else if (!declared.contains(each.element())) {
        faults.add(
            each.text()
                + "; undo it, or declare it in CHANGELOG.md: - **Breaking schema**: "
                + each.element()
                + " (why)");
      }
    }
    for (String element : declared) {
      if (breaks.stream().noneMatch(each -> each.element().equals(element))) {
        faults.add(element + ": CHANGELOG.md declares a break, but there is none; remove the line");
      }
    }
    return faults;
  }
}
