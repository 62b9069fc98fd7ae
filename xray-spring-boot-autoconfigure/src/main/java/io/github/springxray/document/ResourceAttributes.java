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

package io.github.springxray.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.Block;
import io.github.springxray.entity.TraceSegment;

/**
 * Writes the resource that the spans of a segment belong to: the service and where it
 * runs. What a document says of it is there once more, as it is in the document, in
 * {@code aws.xray.aws}, {@code aws.xray.service} and {@code aws.xray.origin}.
 */
final class ResourceAttributes {

	private static final String XRAY = "xray";

	private static final String RULE = "sampling_rule_name";

	private static final String SDK_SUFFIX = " for Java";

	private static final Set<String> KEYS = Set.of("ec2", "ecs", "eks", "elastic_beanstalk", "cloudwatch_logs",
			"account_id", XRAY);

	private static final Map<String, String> PLATFORMS = Map.of("AWS::EC2::Instance", "aws_ec2", "AWS::ECS::Container",
			"aws_ecs", "AWS::ECS::Fargate", "aws_ecs", "AWS::EKS::Container", "aws_eks",
			"AWS::ElasticBeanstalk::Environment", "aws_elastic_beanstalk", "AWS::AppRunner::Service", "aws_app_runner",
			"AWS::Lambda::Function", "aws_lambda");

	/**
	 * The attribute of each field of a block. Where two blocks have the same one, the
	 * first that has it says it.
	 */
	private static final Map<String, String> FIELDS = Map.ofEntries(Map.entry("ecs.container", "container.name"),
			Map.entry("ecs.container_id", "container.id"), Map.entry("ecs.container_arn", "aws.ecs.container.arn"),
			Map.entry("ecs.cluster_arn", "aws.ecs.cluster.arn"), Map.entry("ecs.task_arn", "aws.ecs.task.arn"),
			Map.entry("ecs.task_family", "aws.ecs.task.family"), Map.entry("ecs.launch_type", "aws.ecs.launchtype"),
			Map.entry("ecs.availability_zone", "cloud.availability_zone"), Map.entry("ec2.instance_id", "host.id"),
			Map.entry("ec2.instance_size", "host.type"), Map.entry("ec2.ami_id", "host.image.id"),
			Map.entry("ec2.availability_zone", "cloud.availability_zone"),
			Map.entry("eks.cluster_name", "k8s.cluster.name"), Map.entry("eks.pod", "k8s.pod.name"),
			Map.entry("eks.container_id", "container.id"),
			Map.entry("elastic_beanstalk.environment_name", "service.namespace"),
			Map.entry("elastic_beanstalk.deployment_id", "service.instance.id"),
			Map.entry("elastic_beanstalk.version_label", "service.version"));

	private final SpanAttributes attributes;

	private final Map<String, Object> said = new LinkedHashMap<>();

	ResourceAttributes(SpanAttributes attributes) {
		this.attributes = attributes;
	}

	/**
	 * Return whether a field of the {@code aws} block of a segment is told of the
	 * resource.
	 */
	static boolean isOfResource(String key) {
		return KEYS.contains(key);
	}

	/**
	 * Keep what each segment may have another one of.
	 */
	static void keepOfSpan(String key, Object value, Map<String, Object> rest) {
		if (key.equals(XRAY) && Plain.isMap(value) && ((Map<?, ?>) value).get(RULE) instanceof String rule) {
			rest.put(XRAY, new LinkedHashMap<>(Map.of(RULE, rule)));
		}
	}

	void write(Segment segment, String name) {
		this.attributes.text("service.name", name);
		this.attributes.text("telemetry.sdk.language", "java");
		String origin = segment.getOrigin();
		Map<String, Object> aws = awsOf(segment);
		Map<String, Object> service = new LinkedHashMap<>();
		Copies.entries(blockOf(segment, Block.SERVICE))
			.forEach((field) -> service.put(field.getKey(), field.getValue()));
		say("service.version", service.get("version"));
		writePlatform(origin, aws);
		writeSdk(aws.get(XRAY));
		writeLogs(aws.get("cloudwatch_logs"));
		for (String block : List.of("ecs", "ec2", "eks", "elastic_beanstalk")) {
			Object fields = aws.get(block);
			if (fields != null && Plain.isMap(fields)) {
				Copies.entries((Map<?, ?>) fields)
					.forEach((field) -> say(FIELDS.get(block + "." + field.getKey()), field.getValue()));
			}
		}
		this.said.forEach(this.attributes::text);
		this.attributes.fields("aws.xray.aws", aws);
		this.attributes.fields("aws.xray.service", service);
		this.attributes.text("aws.xray.origin", (origin != null && !origin.isEmpty()) ? origin : null);
	}

	/**
	 * Write the resource of what has no segment but that of an invocation, which Lambda
	 * sends.
	 */
	void writeFunction(String name) {
		this.attributes.text("service.name", name);
		this.attributes.text("telemetry.sdk.language", "java");
		this.attributes.text("cloud.provider", "aws");
		this.attributes.text("cloud.platform", "aws_lambda");
		this.attributes.text("faas.name", name);
	}

	private void say(@Nullable String key, @Nullable Object value) {
		if (key != null && value instanceof String text && !text.isEmpty()) {
			this.said.putIfAbsent(key, text);
		}
	}

	private void writePlatform(@Nullable String origin, Map<String, Object> aws) {
		boolean known = aws.keySet().stream().anyMatch((key) -> !key.equals(XRAY));
		if (known || (origin != null && origin.startsWith("AWS::"))) {
			say("cloud.provider", "aws");
		}
		say("cloud.platform", (origin != null) ? PLATFORMS.get(origin) : null);
		say("cloud.account.id", aws.get("account_id"));
	}

	/**
	 * X-Ray puts the name and the language together again.
	 */
	private void writeSdk(@Nullable Object xray) {
		if (xray == null || !Plain.isMap(xray)) {
			return;
		}
		Map<?, ?> block = (Map<?, ?>) xray;
		if (block.get("sdk") instanceof String sdk) {
			say("telemetry.sdk.name",
					sdk.endsWith(SDK_SUFFIX) ? sdk.substring(0, sdk.length() - SDK_SUFFIX.length()) : sdk);
		}
		say("telemetry.sdk.version", block.get("sdk_version"));
	}

	private void writeLogs(@Nullable Object logs) {
		if (!(logs instanceof List<?> references)) {
			return;
		}
		List<Object> names = values(references, "log_group");
		List<Object> arns = values(references, "arn");
		if (!arns.isEmpty() && arns.size() == references.size()) {
			this.attributes.texts("aws.log.group.arns", arns);
		}
		else {
			this.attributes.texts("aws.log.group.names", names);
		}
	}

	private static List<Object> values(List<?> references, String key) {
		List<Object> values = new ArrayList<>();
		for (Object reference : references) {
			if (Plain.isMap(reference) && ((Map<?, ?>) reference).get(key) instanceof String value) {
				values.add(value);
			}
		}
		return values;
	}

	/**
	 * A block of a segment, which may be the SDK's own where a subsegment goes ahead.
	 */
	private static Map<String, Object> blockOf(Segment segment, Block block) {
		if (segment instanceof TraceSegment own) {
			return EntityValues.of(own, block);
		}
		Map<String, Object> map = (block == Block.AWS) ? segment.getAws() : segment.getService();
		return (map != null && Plain.isMap(map)) ? map : Map.of();
	}

	/**
	 * The part of the block that is the same for all segments of the process.
	 */
	private static Map<String, Object> awsOf(Segment segment) {
		Map<String, Object> aws = new LinkedHashMap<>();
		for (Map.Entry<String, Object> field : Copies.entries(blockOf(segment, Block.AWS))) {
			Object value = field.getValue();
			if (field.getKey().equals("cloudwatch_logs") && Plain.isCollection(value)) {
				aws.put(field.getKey(), logs((Collection<?>) value));
			}
			else if (field.getKey().equals(XRAY) && Plain.isMap(value)) {
				Map<String, Object> xray = new LinkedHashMap<>();
				Copies.entries((Map<?, ?>) value).forEach((entry) -> xray.put(entry.getKey(), entry.getValue()));
				xray.remove(RULE);
				aws.put(XRAY, xray);
			}
			else if (isOfResource(field.getKey())) {
				aws.put(field.getKey(), value);
			}
		}
		return aws;
	}

	/**
	 * The segment of a subsegment that goes ahead has them as the recorder was told.
	 */
	private static List<Object> logs(Collection<?> references) {
		List<Object> logs = new ArrayList<>();
		for (Object reference : Copies.elements(references)) {
			if (reference instanceof AWSLogReference log && reference.getClass() == AWSLogReference.class) {
				Map<String, Object> fields = new LinkedHashMap<>();
				if (log.getLogGroup() != null) {
					fields.put("log_group", log.getLogGroup());
				}
				if (log.getArn() != null) {
					fields.put("arn", log.getArn());
				}
				logs.add(fields);
			}
			else {
				logs.add(reference);
			}
		}
		return logs;
	}

}
