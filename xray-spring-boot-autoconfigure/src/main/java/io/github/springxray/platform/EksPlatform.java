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
import java.util.regex.Pattern;

import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.plugins.EKSPlugin;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.LogGroups;

/**
 * Amazon EKS. The name of the cluster is known to Container Insights, which keeps it in a
 * configuration map.
 *
 * @see <a href=
 * "https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/">Accessing the
 * Kubernetes API from a pod</a>
 */
final class EksPlatform implements Platform {

	private static final String CONFIGURATION = "/api/v1/namespaces/amazon-cloudwatch/configmaps/cluster-info";

	private static final String ACCOUNT = "var/run/secrets/kubernetes.io/serviceaccount/";

	private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

	@Override
	public @Nullable Sighting look(Machine machine, boolean named) {
		String host = machine.variable("KUBERNETES_SERVICE_HOST");
		if (host == null || !(named || !Ec2Platform.isOfOthers(machine))) {
			return null;
		}
		Map<String, Object> block = new Facts.Block().with("pod", machine.hostName())
			.with("container_id", ContainerId.of(machine))
			.fields();
		Facts facts = new Facts(EKSPlugin.ORIGIN, "eks", block, Set.of());
		URI api = named ? api(host, machine.variable("KUBERNETES_SERVICE_PORT")) : null;
		return new Sighting(facts, (api != null) ? () -> ask(api, machine, block) : null);
	}

	/**
	 * The address is one in digits, so that no name has to be looked up.
	 */
	private static @Nullable URI api(String host, @Nullable String port) {
		String authority = host.contains(":") ? "[" + host + "]" : host;
		URI http = MetadataRequest.address("http://" + authority + ((port != null) ? ":" + port : "") + CONFIGURATION);
		return (http != null) ? URI.create("https" + http.toString().substring("http".length())) : null;
	}

	/**
	 * The token is sent to nobody whom the authority of the cluster does not vouch for.
	 */
	private static Facts ask(URI api, Machine machine, Map<String, Object> known) throws IOException {
		String token = machine.text(ACCOUNT + "token");
		byte[] authority = machine.bytes(ACCOUNT + "ca.crt");
		if (token == null || authority == null || !TOKEN.matcher(token).matches()) {
			throw new MetadataException("there is no service account to ask with");
		}
		JsonNode json = MetadataJson.read(MetadataRequest.get(api)
			.header("Authorization", "Bearer " + token)
			.by(ClusterAuthority.of(authority))
			.send());
		String cluster = (json != null) ? MetadataJson.text(json.path("data").path("cluster.name")) : null;
		if (cluster == null) {
			throw new MetadataException("its answer names no cluster");
		}
		Facts.Block block = new Facts.Block(known).with("cluster_name", cluster);
		String group = "/aws/containerinsights/" + cluster + "/application";
		Set<AWSLogReference> logs = LogGroups.isName(group) ? Set.of(Facts.log(group, null)) : Set.of();
		return new Facts(EKSPlugin.ORIGIN, "eks", block.fields(), logs);
	}

}
