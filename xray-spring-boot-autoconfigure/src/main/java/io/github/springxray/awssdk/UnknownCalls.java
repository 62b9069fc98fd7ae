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

package io.github.springxray.awssdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NativeDetector;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import io.github.springxray.recorder.NearestName;
import io.github.springxray.recorder.StartupCheck;

/**
 * Finds services and operations in {@code xray.patch.aws-sdk.exclude} that there are not,
 * as far as there are clients for them on the class path. No class is loaded for it.
 */
final class UnknownCalls implements StartupCheck {

	private static final String SERVICES = "software/amazon/awssdk/services/";

	private static final String CLIENT = "Client.class";

	private static final String ASYNC_CLIENT = "AsyncClient.class";

	private static final String REQUEST = "Request.class";

	private final List<String> excluded;

	private final PathMatchingResourcePatternResolver resources;

	UnknownCalls(List<String> excluded, @Nullable ClassLoader classLoader) {
		this.excluded = excluded;
		this.resources = new PathMatchingResourcePatternResolver(classLoader);
	}

	@Override
	public List<String> findings() {
		// The classes of a native image are not files
		if (this.excluded.isEmpty() || NativeDetector.inNativeImage()) {
			return List.of();
		}
		try {
			Map<String, Service> services = services();
			List<String> findings = new ArrayList<>();
			for (String name : this.excluded) {
				String finding = find(name, services);
				if (finding != null) {
					findings.add(finding);
				}
			}
			return findings;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private @Nullable String find(String name, Map<String, Service> services) throws IOException {
		int dot = name.indexOf('.');
		String written = (dot < 0) ? name : name.substring(0, dot);
		Service service = services.get(normalize(written));
		if (service == null) {
			return "There is no service '" + written + "' in the AWS SDK on the class path, so nothing is left alone "
					+ "because of it (xray.patch.aws-sdk.exclude)."
					+ NearestName.question(written, services.values().stream().map(Service::name).toList());
		}
		TreeSet<String> operations = (dot < 0) ? new TreeSet<>() : operations(service);
		String operation = name.substring(dot + 1);
		if (operations.isEmpty() || operations.stream().anyMatch(operation::equalsIgnoreCase)) {
			return null;
		}
		return service.name() + " has no operation '" + operation + "' to leave alone (xray.patch.aws-sdk.exclude)."
				+ NearestName.question(operation, operations);
	}

	/**
	 * Services that share a model have a package below that of the other one.
	 */
	private Map<String, Service> services() throws IOException {
		Map<String, Service> services = new TreeMap<>();
		for (String folder : List.of("*/", "*/*/")) {
			for (Resource client : this.resources.getResources("classpath*:" + SERVICES + folder + "*" + CLIENT)) {
				String file = String.valueOf(client.getFilename());
				String url = client.getURL().toString();
				if (!file.endsWith(ASYNC_CLIENT) && !file.contains("$")) {
					String name = AwsServiceNames.of(file.substring(0, file.length() - CLIENT.length()));
					String path = url.substring(url.lastIndexOf(SERVICES) + SERVICES.length());
					services.putIfAbsent(normalize(name), new Service(name, path.substring(0, path.indexOf('/'))));
				}
			}
		}
		return services;
	}

	private TreeSet<String> operations(Service service) throws IOException {
		TreeSet<String> operations = new TreeSet<>();
		for (Resource request : this.resources
			.getResources("classpath*:" + SERVICES + service.folder() + "/model/*" + REQUEST)) {
			String file = String.valueOf(request.getFilename());
			operations.add(file.substring(0, file.length() - REQUEST.length()));
		}
		return operations;
	}

	private static String normalize(String name) {
		return name.replace(" ", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * A service that there is a client of.
	 *
	 * @param name its name in traces
	 * @param folder where its classes are
	 */
	private record Service(String name, String folder) {

	}

}
