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

package io.github.springxray.sample.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.io.ClassPathResource;
import org.springframework.util.Assert;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.ResourceUtils;

/**
 * S3Mock, in a process of its own, on a free port of the loopback address. The process
 * ends with this one, however this one ends.
 */
final class LocalS3 implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(LocalS3.class);

	private static final String APPLICATION = "BOOT-INF/classes/com/adobe/testing/s3mock/S3MockApplication.class";

	private static final Pattern STARTED = Pattern.compile("Tomcat started on ports (\\d+) ");

	private static final long TIMEOUT_SECONDS = 60;

	private final Path directory;

	private final Process process;

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	LocalS3() throws IOException {
		this.directory = Files.createTempDirectory("s3mock");
		copy(new ClassPathResource("s3mock.xml", LocalS3.class).getInputStream(), "s3mock.xml");
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		ProcessBuilder builder = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-Xmx256m", "-jar", jar(),
				"--spring.main.sources=file:s3mock.xml", "--spring.main.allow-bean-definition-overriding=true",
				"--server.port=0", "--server.address=127.0.0.1", "--server.ssl.enabled=false",
				"--logging.level.root=warn", "--logging.level.org.springframework.boot.tomcat=info",
				"--com.adobe.testing.s3mock.store.root=" + Files.createDirectory(this.directory.resolve("store")))
			.directory(this.directory.toFile())
			.redirectErrorStream(true);
		// Settings and credentials of this application are not for that one
		builder.environment().keySet().removeIf((name) -> name.startsWith("SPRING_") || name.startsWith("AWS_"));
		this.process = builder.start();
		Thread reader = new Thread(this::readOutput, "s3mock-output");
		reader.setDaemon(true);
		reader.start();
	}

	private String jar() throws IOException {
		ClassPathResource application = new ClassPathResource(APPLICATION);
		Assert.state(application.exists(),
				"S3Mock is not in this jar. Set spring.profiles.active=aws, or build the jar with -Plocal-jar");
		URL jar = ResourceUtils.extractJarFileURL(application.getURL());
		if (ResourceUtils.isFileURL(jar)) {
			return ResourceUtils.getFile(jar).getPath();
		}
		// A jar within a jar is nothing that java -jar finds
		copy(jar.openStream(), "s3mock.jar");
		return "s3mock.jar";
	}

	private void copy(InputStream content, String name) throws IOException {
		try (content) {
			Files.copy(content, this.directory.resolve(name));
		}
	}

	/**
	 * Return where S3 is, once it is there.
	 */
	URI url() {
		return URI.create("http://127.0.0.1:" + this.port.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join());
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		this.process.onExit().orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
		FileSystemUtils.deleteRecursively(this.directory);
	}

	private void readOutput() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			lines.lines().forEach((line) -> {
				logger.debug(line);
				Matcher matcher = STARTED.matcher(line);
				if (matcher.find()) {
					this.port.complete(Integer.valueOf(matcher.group(1)));
				}
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.port.completeExceptionally(
					new IllegalStateException("S3Mock has ended. What it said is logged at level DEBUG"));
		}
	}

}
