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

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.plugins.ECSPlugin;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.LogGroups;

/**
 * Amazon ECS, on instances and on Fargate. Its agent sets the address of the metadata
 * service.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html">Task
 * metadata endpoint version 4</a>
 */
final class EcsPlatform implements Platform {

	private static final Pattern ARN = Pattern.compile("arn:([a-z0-9-]+):ecs:([a-z0-9-]+):([0-9]+):\\S+");

	private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,50}");

	@Override
	public @Nullable Sighting look(Machine machine, boolean named) {
		URI service = MetadataRequest.address(machine.variable("ECS_CONTAINER_METADATA_URI_V4"));
		if (service == null) {
			service = MetadataRequest.address(machine.variable("ECS_CONTAINER_METADATA_URI"));
		}
		if (service == null) {
			return null;
		}
		URI asked = service;
		Map<String, Object> block = new Facts.Block().with("container", machine.hostName())
			.with("container_id", ContainerId.of(machine))
			.fields();
		return new Sighting(new Facts(ECSPlugin.ORIGIN, "ecs", block, Set.of()), () -> ask(asked, block));
	}

	private static Facts ask(URI service, Map<String, Object> known) throws IOException {
		JsonNode json = MetadataJson.read(MetadataRequest.get(service).send());
		if (json == null) {
			throw new MetadataException("its answer is no JSON");
		}
		String arn = MetadataJson.text(json.path("ContainerARN"));
		Matcher parts = ARN.matcher((arn != null) ? arn : "");
		Facts.Block block = new Facts.Block(known).with("container_id", MetadataJson.text(json.path("DockerId")))
			.with("container_arn", parts.matches() ? arn : null);
		Set<AWSLogReference> logs = logs(json.path("LogOptions"), parts);
		if (block.fields().equals(known) && logs.isEmpty()) {
			throw new MetadataException("its answer names no container");
		}
		return new Facts(ECSPlugin.ORIGIN, "ecs", block.fields(), logs);
	}

	private static Set<AWSLogReference> logs(JsonNode options, Matcher container) {
		String group = options.path("awslogs-group").textValue();
		if (!LogGroups.isName(group)) {
			return Set.of();
		}
		String region = options.path("awslogs-region").textValue();
		String arn = null;
		if (region != null && REGION.matcher(region).matches() && container.matches()) {
			arn = "arn:" + container.group(1) + ":logs:" + region + ":" + container.group(3) + ":log-group:" + group;
		}
		return Set.of(Facts.log(group, arn));
	}

}
