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
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.plugins.EC2Plugin;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.LogGroups;

/**
 * Amazon EC2. The hardware says that this is one of its instances; its metadata service,
 * version 2, says which one.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/identify_ec2_instances.html">Detect
 * whether a host is an EC2 instance</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html">Access
 * instance metadata</a>
 */
final class Ec2Platform implements Platform {

	private static final String SERVICE = "http://169.254.169.254";

	private static final String SERVICE_OF_IPV6 = "http://[fd00:ec2::254]";

	private static final List<String> HARDWARE = List.of("sys_vendor", "bios_vendor", "board_vendor", "chassis_vendor",
			"bios_version", "product_version");

	private static final String DMI = "sys/class/dmi/id/";

	private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8,32}");

	/**
	 * The token goes into a header.
	 */
	private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,1024}");

	private static final String TOKEN_SECONDS = "60";

	private static final String LOG_CONFIGURATION = "opt/aws/amazon-cloudwatch-agent/etc/log-config.json";

	@Override
	public @Nullable Sighting look(Machine machine, boolean named) {
		if ("true".equalsIgnoreCase(machine.setting("aws.disableEc2Metadata", "AWS_EC2_METADATA_DISABLED"))
				|| !isAmazon(machine) || isFargate(machine)) {
			return null;
		}
		Set<AWSLogReference> logs = logs(machine);
		String tag = machine.text(DMI + "board_asset_tag");
		Facts.Block block = new Facts.Block();
		if (tag != null && INSTANCE.matcher(tag).matches()) {
			block.with("instance_id", tag);
		}
		URI service = service(machine);
		Facts facts = new Facts(EC2Plugin.ORIGIN, "ec2", block.fields(), logs);
		return new Sighting(facts, (service != null) ? () -> ask(service, logs) : null);
	}

	/**
	 * Return whether this is hardware of Amazon.
	 */
	static boolean isAmazon(Machine machine) {
		for (String file : HARDWARE) {
			String text = machine.text(DMI + file);
			if (text != null && text.toLowerCase(Locale.ROOT).contains("amazon")) {
				return true;
			}
		}
		return isOfEc2(machine.text("sys/hypervisor/uuid")) || isOfEc2(machine.text(DMI + "product_uuid"));
	}

	/**
	 * Return whether this is hardware of somebody who is not Amazon.
	 */
	static boolean isOfOthers(Machine machine) {
		return machine.text(DMI + "sys_vendor") != null && !isAmazon(machine);
	}

	private static boolean isOfEc2(@Nullable String uuid) {
		return uuid != null && uuid.toLowerCase(Locale.ROOT).startsWith("ec2");
	}

	/**
	 * The instances of AWS Fargate are not those of the application, and tell it nothing.
	 */
	private static boolean isFargate(Machine machine) {
		String environment = machine.variable("AWS_EXECUTION_ENV");
		return environment != null && environment.startsWith("AWS_ECS_FARGATE");
	}

	private static @Nullable URI service(Machine machine) {
		String endpoint = machine.setting("aws.ec2MetadataServiceEndpoint", "AWS_EC2_METADATA_SERVICE_ENDPOINT");
		if (endpoint != null) {
			return MetadataRequest.address(endpoint);
		}
		String ofSdk = machine.variable("IMDS_ENDPOINT");
		if (ofSdk != null) {
			return MetadataRequest.address("http://" + ofSdk);
		}
		String mode = machine.setting("aws.ec2MetadataServiceEndpointMode", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");
		return URI.create("ipv6".equalsIgnoreCase(mode) ? SERVICE_OF_IPV6 : SERVICE);
	}

	private static Facts ask(URI service, Set<AWSLogReference> logs) throws IOException {
		byte[] answer = MetadataRequest.put(at(service, "/latest/api/token"))
			.header("X-aws-ec2-metadata-token-ttl-seconds", TOKEN_SECONDS)
			.send();
		String token = new String(answer, StandardCharsets.ISO_8859_1).trim();
		if (!TOKEN.matcher(token).matches()) {
			throw new MetadataException("its token is none");
		}
		JsonNode json = MetadataJson.read(MetadataRequest.get(at(service, "/latest/dynamic/instance-identity/document"))
			.header("X-aws-ec2-metadata-token", token)
			.send());
		if (json == null) {
			throw new MetadataException("its answer is no JSON");
		}
		String instance = MetadataJson.text(json.path("instanceId"));
		if (instance == null) {
			throw new MetadataException("its answer names no instance");
		}
		Map<String, Object> block = new Facts.Block().with("instance_id", instance)
			.with("availability_zone", MetadataJson.text(json.path("availabilityZone")))
			.with("instance_size", MetadataJson.text(json.path("instanceType")))
			.with("ami_id", MetadataJson.text(json.path("imageId")))
			.fields();
		return new Facts(EC2Plugin.ORIGIN, "ec2", block, logs);
	}

	private static URI at(URI service, String path) {
		String text = service.toString();
		return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
	}

	/**
	 * The agent of CloudWatch tells which log groups it writes to.
	 */
	private static Set<AWSLogReference> logs(Machine machine) {
		Set<AWSLogReference> logs = new HashSet<>();
		JsonNode json = MetadataJson.read(machine.bytes(LOG_CONFIGURATION));
		if (json != null) {
			for (JsonNode configuration : json.path("log_configs")) {
				String group = configuration.path("log_group_name").textValue();
				if (LogGroups.isName(group)) {
					logs.add(Facts.log(group, null));
				}
			}
		}
		return logs;
	}

}
