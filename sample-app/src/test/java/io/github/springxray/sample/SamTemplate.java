/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.sample;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The template of AWS SAM. {@code !Ref}, {@code !GetAtt} and {@code !Sub} are read as
 * {@link Reference references}.
 */
final class SamTemplate {

	private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}]+)}");

	private final List<Reference> references = new ArrayList<>();

	private final Map<String, Object> content;

	private SamTemplate(Reader source) {
		this.content = new Yaml(new Intrinsics()).load(source);
	}

	static SamTemplate read(Path path) throws IOException {
		try (Reader source = Files.newBufferedReader(path)) {
			return new SamTemplate(source);
		}
	}

	/**
	 * Return what is at a path of keys and indexes, as in {@code Resources.Table.Type}.
	 */
	<T> T get(String path) {
		Object value = this.content;
		for (String key : path.split("\\.")) {
			value = (value instanceof List<?> list) ? list.get(Integer.parseInt(key)) : ((Map<?, ?>) value).get(key);
		}
		@SuppressWarnings("unchecked")
		T result = (T) value;
		return result;
	}

	List<Reference> references() {
		return this.references;
	}

	/**
	 * A reference to resources, parameters, or pseudo parameters.
	 *
	 * @param expression what is written after the tag
	 * @param names what is referred to, without attributes
	 */
	record Reference(String expression, List<String> names) {

	}

	private final class Intrinsics extends SafeConstructor {

		Intrinsics() {
			super(new LoaderOptions());
			this.yamlConstructors.put(new Tag("!Ref"), new Intrinsic());
			this.yamlConstructors.put(new Tag("!GetAtt"), new Intrinsic());
			this.yamlConstructors.put(new Tag("!Sub"), new Intrinsic());
		}

	}

	private final class Intrinsic extends AbstractConstruct {

		@Override
		public Object construct(Node node) {
			String expression = ((ScalarNode) node).getValue();
			List<String> names = new ArrayList<>();
			if (node.getTag().getValue().equals("!Sub")) {
				Matcher matcher = VARIABLE.matcher(expression);
				while (matcher.find()) {
					names.add(matcher.group(1).split("\\.")[0]);
				}
			}
			else {
				names.add(expression.split("\\.")[0]);
			}
			Reference reference = new Reference(expression, names);
			SamTemplate.this.references.add(reference);
			return reference;
		}

	}

}
