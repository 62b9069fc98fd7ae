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

package io.github.springxray.platform;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.plugins.ElasticBeanstalkPlugin;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * AWS Elastic Beanstalk, which puts a file on its instances.
 */
final class ElasticBeanstalkPlatform implements Platform {

	private static final String FILE = "var/elasticbeanstalk/xray/environment.conf";

	private static final int MAX_FIELDS = 20;

	@Override
	public @Nullable Sighting look(Machine machine, boolean named) {
		JsonNode json = MetadataJson.read(machine.bytes(FILE));
		if (json == null) {
			return null;
		}
		Map<String, Object> block = new LinkedHashMap<>();
		json.properties().stream().limit(MAX_FIELDS).forEach((field) -> {
			Object value = valueOf(field.getValue());
			if (value != null) {
				block.put(field.getKey(), value);
			}
		});
		return block.isEmpty() ? null
				: new Sighting(new Facts(ElasticBeanstalkPlugin.ORIGIN, "elastic_beanstalk", block, Set.of()), null);
	}

	private static @Nullable Object valueOf(JsonNode json) {
		if (json.isNumber()) {
			return json.numberValue();
		}
		if (json.isBoolean()) {
			return json.booleanValue();
		}
		return (json.isTextual() && Facts.isTold(json.textValue())) ? json.textValue() : null;
	}

}
