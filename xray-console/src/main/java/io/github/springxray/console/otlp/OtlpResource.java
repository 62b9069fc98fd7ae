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

package io.github.springxray.console.otlp;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What spans have in common: their service, and where it runs.
 */
final class OtlpResource {

	private static final Map<String, String> ORIGINS = Map.of("aws_ec2", "AWS::EC2::Instance", "aws_ecs",
			"AWS::ECS::Container", "aws_eks", "AWS::EKS::Container", "aws_elastic_beanstalk",
			"AWS::ElasticBeanstalk::Environment", "aws_app_runner", "AWS::AppRunner::Service", "aws_lambda",
			"AWS::Lambda::Function");

	private static final Map<String, String> LAUNCH_TYPES = Map.of("ec2", "AWS::ECS::EC2", "fargate",
			"AWS::ECS::Fargate");

	private final Attributes attributes;

	private final @Nullable String service;

	private final @Nullable String language;

	private final @Nullable String origin;

	private final boolean fromXRay;

	private final ObjectNode aws = JsonTexts.object();

	private final ObjectNode version = JsonTexts.object();

	private final ObjectNode left = JsonTexts.object();

	OtlpResource(JsonNode json) {
		this.attributes = new Attributes(json);
		this.service = this.attributes.text("service.name");
		this.language = this.attributes.text("telemetry.sdk.language");
		this.origin = origin(this.attributes.text("cloud.platform"));
		ObjectNode said = JsonTexts.object(this.attributes.value("aws.xray.aws"));
		this.fromXRay = said != null;
		readVersion();
		readAws();
		if (said != null) {
			this.aws.removeAll();
			JsonTexts.merge(this.aws, said);
		}
		else {
			this.attributes.forEachLeft((name, value) -> this.left.set("otel.resource." + name, value));
		}
	}

	private @Nullable String origin(@Nullable String platform) {
		String launchType = this.attributes.text("aws.ecs.launchtype");
		String said = this.attributes.text("aws.xray.origin");
		if (said != null || platform == null) {
			return said;
		}
		String known = ORIGINS.get(platform);
		return (launchType != null && platform.equals("aws_ecs")) ? LAUNCH_TYPES.getOrDefault(launchType, known)
				: known;
	}

	private void readVersion() {
		JsonTexts.put(this.version, "version", this.attributes.text("service.version"));
		JsonTexts.put(this.version, "runtime", this.attributes.text("process.runtime.name"));
		JsonTexts.put(this.version, "runtime_version", this.attributes.text("process.runtime.version"));
		ObjectNode said = JsonTexts.object(this.attributes.value("aws.xray.service"));
		if (said != null) {
			this.version.removeAll();
			JsonTexts.merge(this.version, said);
		}
	}

	private void readAws() {
		String provider = this.attributes.text("cloud.provider");
		if (provider == null || provider.equals("aws")) {
			JsonTexts.put(this.aws, "account_id", this.attributes.text("cloud.account.id"));
			JsonTexts.put(this.aws, "ec2",
					fields("instance_id", "host.id", "instance_size", "host.type", "ami_id", "host.image.id"));
			JsonTexts.put(this.aws, "ecs", fields("container_arn", "aws.ecs.container.arn", "cluster_arn",
					"aws.ecs.cluster.arn", "task_arn", "aws.ecs.task.arn", "task_family", "aws.ecs.task.family"));
			JsonTexts.put(this.aws, "eks", fields("cluster_name", "k8s.cluster.name", "pod", "k8s.pod.name"));
			for (String block : new String[] { "ecs", "eks", "ec2" }) {
				if (this.aws.path(block) instanceof ObjectNode object) {
					addShared(block, object);
				}
			}
			readLogs();
		}
		ObjectNode sdk = JsonTexts.object();
		String name = this.attributes.text("telemetry.sdk.name");
		if (name != null) {
			sdk.put("sdk", (this.language != null) ? name + " for " + this.language : name);
		}
		JsonTexts.put(sdk, "sdk_version", this.attributes.text("telemetry.sdk.version"));
		if (this.attributes.text("telemetry.auto.version", "telemetry.distro.version") != null) {
			sdk.put("auto_instrumentation", true);
		}
		this.attributes.ignore("telemetry.distro.name");
		JsonTexts.put(this.aws, "xray", sdk);
	}

	private ObjectNode fields(String... names) {
		ObjectNode fields = JsonTexts.object();
		for (int i = 0; i < names.length; i += 2) {
			JsonTexts.put(fields, names[i], this.attributes.text(names[i + 1]));
		}
		return fields;
	}

	private void addShared(String block, ObjectNode fields) {
		if (!block.equals("eks")) {
			JsonTexts.put(fields, "availability_zone", this.attributes.text("cloud.availability_zone"));
		}
		if (!block.equals("ec2")) {
			JsonTexts.put(fields, "container_id", this.attributes.text("container.id"));
		}
		if (block.equals("ecs")) {
			JsonTexts.put(fields, "container", this.attributes.text("container.name"));
		}
	}

	private void readLogs() {
		Set<String> names = this.attributes.texts("aws.log.group.names");
		Set<String> arns = this.attributes.texts("aws.log.group.arns");
		if (!names.isEmpty() || !arns.isEmpty()) {
			ArrayNode logs = this.aws.putArray("cloudwatch_logs");
			arns.forEach((arn) -> logs.addObject().put("arn", arn));
			if (arns.isEmpty()) {
				names.forEach((name) -> logs.addObject().put("log_group", name));
			}
		}
	}

	/**
	 * Return the name of the service.
	 */
	@Nullable String service() {
		return this.service;
	}

	/**
	 * Return the language that the service is written in.
	 */
	@Nullable String language() {
		return this.language;
	}

	/**
	 * Return whether spans were documents of X-Ray before, of which nothing is missing.
	 */
	boolean isFromXRay() {
		return this.fromXRay;
	}

	/**
	 * Write what a segment says of where it runs.
	 */
	void write(ObjectNode document) {
		JsonTexts.put(document, "origin", this.origin);
		JsonTexts.put(document, "service", this.version.deepCopy());
		JsonTexts.put(document, "aws", this.aws.deepCopy());
	}

	/**
	 * Return what there is no other field for.
	 */
	ObjectNode left() {
		return this.left;
	}

}
