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

package io.github.springxray.console.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.support.PropertiesLoaderUtils;

import io.github.springxray.console.api.ApiResponse;

/**
 * The page and its assets, from the class path.
 */
final class PageResources {

	static final String LOCATION = "io/github/springxray/console/page/";

	private static final String ASSETS = "/assets/";

	static final String LIBRARY = "cytoscape.min.js";

	static final String LIBRARIES = "META-INF/resources/webjars/cytoscape/";

	static final String WEBJAR = "META-INF/maven/org.webjars.npm/cytoscape/pom.properties";

	private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css",
			"text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml", "png",
			"image/png", "ico", "image/x-icon", "woff2", "font/woff2", "json", "application/json", "txt",
			"text/plain; charset=utf-8");

	private final ClassLoader classLoader = PageResources.class.getClassLoader();

	// There are only some dozens, and to unpack them costs more than to send them
	private final Map<String, ApiResponse> loaded = new ConcurrentHashMap<>();

	/**
	 * Find what a path asks for.
	 * @param path the decoded path
	 * @return the resource, or {@code null} if there is none
	 */
	@Nullable ApiResponse find(String path) {
		ApiResponse known = this.loaded.get(path);
		if (known != null) {
			return known;
		}
		ApiResponse found = search(path);
		if (found != null) {
			this.loaded.put(path, found);
		}
		return found;
	}

	private @Nullable ApiResponse search(String path) {
		if (path.equals("/") || path.equals("/index.html")) {
			return load(LOCATION + "index.html", "html");
		}
		if (!path.startsWith(ASSETS)) {
			return null;
		}
		String name = path.substring(ASSETS.length());
		if (!name.matches("[A-Za-z0-9_-]+([./][A-Za-z0-9_-]+)*")) {
			return null;
		}
		String type = name.substring(name.lastIndexOf('.') + 1);
		if (name.equals(LIBRARY)) {
			return load(library(), type);
		}
		ApiResponse asset = load(LOCATION + "assets/" + name, type);
		return (asset != null) ? asset : load(LOCATION + name, type);
	}

	private @Nullable ApiResponse load(String resource, String extension) {
		String type = TYPES.get(extension);
		if (type == null) {
			return null;
		}
		try (InputStream stream = this.classLoader.getResourceAsStream(resource)) {
			return (stream != null) ? new ApiResponse(200, type, stream.readAllBytes(), Map.of()) : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Whatever version an application has chosen.
	 */
	private String library() {
		try {
			Properties pom = PropertiesLoaderUtils.loadAllProperties(WEBJAR, this.classLoader);
			return LIBRARIES + pom.getProperty("version") + "/dist/" + LIBRARY;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
